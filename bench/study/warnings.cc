#include "bench/study/warnings.h"

#include <iostream>

#include <fmt/format.h>

#include "bench/study/idle_switches.h"
#include "bench/study/same_variants.h"
#include "results/compare/names.h"

namespace gaitbench {

std::vector<std::string> RunsWithoutUpdates(const Plan& plan, const std::string& where) {
  std::vector<std::string> sentences;
  for (const PlanCell& cell : plan.cells) {
    const auto& [variant, settings, num_iterations] = cell.candidates.front();
    const std::string setting(settings.family->warmup);
    if (setting.empty()) continue;
    const int64_t warmup = settings.values[setting];
    const int64_t env_steps =
        num_iterations * settings.family->env_steps_per_iteration(settings.values);
    if (env_steps > warmup) continue;
    sentences.push_back(fmt::format(
        "{}: {} on {} makes no update: its {} env steps all belong to the {} of {}", where,
        DisplayName(cell.variant), cell.environment, env_steps, warmup, setting));
  }
  return sentences;
}

void WarnOfStudy(const Study& study, const Plan& plan, const std::string& where) {
  for (const std::string& idle : IdleSwitches(study, plan, where))
    std::cerr << "warning: " << idle << "\n";
  for (const std::string& same : SameVariants(plan, where))
    std::cerr << "warning: " << same << "\n";
  for (const std::string& untrained : RunsWithoutUpdates(plan, where))
    std::cerr << "warning: " << untrained << "\n";
}

}  // namespace gaitbench
