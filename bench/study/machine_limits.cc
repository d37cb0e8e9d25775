#include "bench/study/machine_limits.h"

#include <algorithm>
#include <map>
#include <memory>

#include "envs/task.h"
#include "results/log/run_folders.h"
#include "results/log/run_log.h"

namespace gaitbench {
namespace {

// Where the study sets `setting` for a cell; the variant's own place if it is a preset's.
std::string PathOf(const std::string& setting, const Study& study, const StudyCell& cell,
                   const std::string& environment, const std::string& where) {
  const auto in = [&](const Settings& settings) { return settings.contains(setting); };
  const auto in_environments = [&](const Settings& settings) {
    return settings.contains(environment) && in(settings[environment]);
  };
  const auto path = [&]() -> std::string {
    if (study.select && in(study.select->grid)) return where + ".select.grid";
    if (in(cell.grid)) return where + ".grid";
    if (in_environments(cell.variant.per_environment))
      return cell.path + ".per_environment." + environment;
    if (in(cell.variant.switches)) return cell.path + ".switches";
    if (in_environments(study.per_environment)) return where + ".per_environment." + environment;
    if (cell.variant.preset.empty() && in(study.base.switches)) return where + ".base.switches";
    return cell.path;
  };
  return path() + "." + setting;
}

bool IsLeft(const PlanCell& cell, const Plan& plan, const std::filesystem::path& directory) {
  return std::ranges::any_of(plan.reporting, [&](const RunSpec& run) {
    return run.environment == cell.environment && run.variant == cell.variant &&
           !exists(RunDirectory(directory, run.environment, run.variant, run.seed) / kRunLogFile);
  });
}

}  // namespace

void CheckMachineLimits(const Study& study, const Plan& plan,
                        const std::filesystem::path& directory, const std::string& where) {
  const std::vector<StudyCell> study_cells = StudyCells(study, where);
  std::map<std::string, std::unique_ptr<BatchedEnv>> envs;  // for their sizes
  for (size_t i = 0; i < plan.cells.size(); ++i) {
    const PlanCell& cell = plan.cells[i];
    const StudyCell& from = study_cells[i % study_cells.size()];  // by environment, then variant
    for (const Candidate& candidate : cell.candidates) {
      const auto& check_memory = candidate.settings.family->check_memory;
      if (!check_memory || !IsLeft(cell, plan, directory)) continue;
      auto& env = envs[cell.environment];
      if (!env) {
        const Task task = ApplyOptions(FindTask(cell.environment), study.environment_options);
        env = std::make_unique<BatchedEnv>(task, BatchedEnvConfig{});
      }
      try {
        check_memory(candidate.settings.values, *env);
      } catch (const ConfigError& error) {
        throw ConfigError(PathOf(error.where(), study, from, cell.environment, where),
                          error.problem());
      }
    }
  }
}

}  // namespace gaitbench
