#include "bench/study/idle_switches.h"

#include <map>

namespace gaitbench {

std::vector<std::string> IdleSwitches(const Study& study, const Plan& plan,
                                      const std::string& where) {
  struct Given {
    bool acts = false;
    std::string why_idle;  // in the last run where it does not
  };
  std::map<std::string, Given> given;  // by path
  const auto look_in = [&](const Settings& settings, const std::string& path,
                           const Candidate& candidate) {
    for (const auto& item : settings.items()) {
      Given& setting = given[path + "." + item.key()];
      const auto why_idle = WhyIdle(candidate.settings, item.key());
      if (why_idle)
        setting.why_idle = *why_idle;
      else
        setting.acts = true;
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
    if (!setting.acts) sentences.push_back(path + ": has no effect with " + setting.why_idle);
  }
  return sentences;
}

}  // namespace gaitbench
