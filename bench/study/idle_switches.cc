#include "bench/study/idle_switches.h"

#include <iostream>
#include <map>

namespace gaitbench {
namespace {

// The steps that a setting is for, as its meaning says ("PPO: ...", "TRPO: ..."); others act in
// every run. NPG's step is TRPO's without the line search.
bool Acts(const std::string& name, const std::string& meaning, StepRule rule) {
  if (meaning.starts_with("PPO")) return rule == StepRule::kPpo;
  if (name.starts_with("line_search_")) return rule == StepRule::kTrpo;
  if (meaning.starts_with("TRPO")) return rule != StepRule::kPpo;
  return true;
}

std::map<std::string, std::string> Meanings() {
  std::map<std::string, std::string> meanings;
  const AlgoConfig config;
  AlgoConfig::Fields(config, [&](const char* name, const auto&, const FieldInfo& info) {
    meanings[name] = info.meaning;
  });
  return meanings;
}

}  // namespace

std::vector<std::string> IdleSwitches(const Study& study, const Plan& plan,
                                      const std::string& where) {
  struct Given {
    bool acts = false;
    StepRule rule{};
  };
  const auto meanings = Meanings();
  std::map<std::string, Given> given;  // by path
  const auto look_in = [&](const Settings& settings, const std::string& path,
                           const Candidate& candidate) {
    for (const auto& item : settings.items()) {
      Given& setting = given[path + "." + item.key()];
      setting.rule = candidate.config.step_rule;
      if (Acts(item.key(), meanings.at(item.key()), setting.rule)) setting.acts = true;
    }
  };
  const auto look = [&](const Settings& settings, const std::string& path, const PlanCell& cell) {
    for (const Candidate& candidate : cell.candidates) look_in(settings, path, candidate);
  };
  const auto look_for = [&](const Settings& per_environment, const std::string& path,
                            const PlanCell& cell) {
    const auto settings = per_environment.find(cell.environment);
    if (settings != per_environment.end()) look(*settings, path + "." + cell.environment, cell);
  };
  const std::vector<StudyCell> study_cells = StudyCells(study, where);
  for (size_t i = 0; i < plan.cells.size(); ++i) {
    const PlanCell& cell = plan.cells[i];
    const StudyCell& from = study_cells[i % study_cells.size()];  // by environment, then variant
    if (from.variant.preset.empty()) look(study.base.switches, where + ".base.switches", cell);
    look_for(study.per_environment, where + ".per_environment", cell);
    look(from.variant.switches, from.path + ".switches", cell);
    look_for(from.variant.per_environment, from.path + ".per_environment", cell);
    look(from.grid, where + ".grid", cell);
    if (!study.select) continue;
    const std::string path = where + ".select.grid";
    const std::vector<GridPoint> points = GridPoints(study.select->grid, path);
    for (size_t p = 0; p < points.size(); ++p)
      look_in(points[p].settings, path, cell.candidates[p]);
  }
  std::vector<std::string> sentences;
  for (const auto& [path, setting] : given) {
    if (!setting.acts) {
      sentences.push_back(path + ": has no effect with step_rule " +
                          WriteJson(setting.rule).get<std::string>());
    }
  }
  return sentences;
}

void WarnOfIdleSwitches(const Study& study, const Plan& plan, const std::string& where) {
  for (const std::string& idle : IdleSwitches(study, plan, where))
    std::cerr << "warning: " << idle << "\n";
}

}  // namespace gaitbench
