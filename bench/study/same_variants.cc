#include "bench/study/same_variants.h"

#include <map>
#include <set>

#include <fmt/ranges.h>

namespace gaitbench {
namespace {

// What decides a candidate's runs beside environment and seed.
nlohmann::ordered_json ActingSettings(const Candidate& candidate) {
  nlohmann::ordered_json acting = candidate.settings.values;
  for (const SettingInfo& setting : candidate.settings.family->settings) {
    if (WhyIdle(candidate.settings, setting.name)) acting.erase(setting.name);
  }
  return {{"learner", candidate.settings.family->name},
          {"iterations", candidate.num_iterations},
          {"settings", acting}};
}

nlohmann::ordered_json ActingSettings(const PlanCell& cell) {
  nlohmann::ordered_json candidates = nlohmann::ordered_json::array();
  for (const Candidate& candidate : cell.candidates)
    candidates.push_back(ActingSettings(candidate));
  return candidates;
}

}  // namespace

bool AreSameRun(const PlanCell& a, const PlanCell& b) {
  return ActingSettings(a) == ActingSettings(b);
}

size_t NumDistinctCells(const Plan& plan, const std::string& environment) {
  std::set<std::string> distinct;
  for (const PlanCell& cell : plan.cells) {
    if (cell.environment == environment) distinct.insert(ActingSettings(cell).dump());
  }
  return distinct.size();
}

std::vector<std::string> SameVariants(const Plan& plan, const std::string& where) {
  std::map<std::pair<std::string, std::string>, const PlanCell*> first;  // environment, settings
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> same;  // variants
  for (const PlanCell& cell : plan.cells) {
    const auto [found, is_new] =
        first.try_emplace({cell.environment, ActingSettings(cell).dump()}, &cell);
    if (!is_new) same[{found->second->variant, cell.variant}].push_back(cell.environment);
  }
  std::vector<std::string> sentences;
  for (const auto& [variants, environments] : same)
    sentences.push_back(fmt::format(
        "{}: {} and {} are the same run on {}: no setting that acts differs between them", where,
        variants.first, variants.second, fmt::join(environments, ", ")));
  return sentences;
}

}  // namespace gaitbench
