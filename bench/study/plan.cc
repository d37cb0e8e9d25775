#include "bench/study/plan.h"

#include <algorithm>
#include <numeric>

#include "bench/study/same_variants.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

void ApplyFor(const std::string& environment, const Settings& per_environment,
              const std::string& path, LearnerSettings& settings) {
  const auto changes = per_environment.find(environment);
  if (changes != per_environment.end()) Change(settings, *changes, path + "." + environment);
}

LearnerSettings Resolve(const Study& study, const StudyCell& cell, const std::string& environment,
                        const std::string& where) {
  const StudyVariant& variant = cell.variant;
  const std::string& variant_path = cell.path;
  const bool own_preset = !variant.preset.empty();
  const std::string& preset = own_preset ? variant.preset : study.base.preset;
  const std::string preset_path = own_preset ? variant_path : where + ".base";
  if (preset.empty())
    throw ConfigError(variant_path + ".preset", "is missing, and so is base.preset");
  LearnerSettings settings;
  try {
    settings = FindPreset(preset, environment);
  } catch (const ConfigError& error) {
    throw ConfigError(preset_path + "." + error.where(), error.problem());
  }
  if (!own_preset) Change(settings, study.base.switches, where + ".base.switches");
  ApplyFor(environment, study.per_environment, where + ".per_environment", settings);
  Change(settings, variant.switches, variant_path + ".switches");
  ApplyFor(environment, variant.per_environment, variant_path + ".per_environment", settings);
  Change(settings, cell.grid, where + ".grid");
  return settings;
}

int64_t NumIterations(const Study& study, const LearnerSettings& settings,
                      const std::string& where) {
  if (study.iterations) return *study.iterations;
  const int64_t per_iteration = settings.family->env_steps_per_iteration(settings.values);
  if (*study.total_env_steps < per_iteration) {
    throw ConfigError(where + ".total_env_steps", std::to_string(*study.total_env_steps) +
                                                      " is less than one iteration's " +
                                                      std::to_string(per_iteration));
  }
  return *study.total_env_steps / per_iteration;
}

// Runs that are the same would count twice in an effect.
void CheckCellsDiffer(const Study& study, const Plan& plan, const std::string& where) {
  if (!study.decide || study.decide->test != QuestionTest::kEffect) return;
  const std::vector<std::string> same = SameVariants(plan, where + ".grid");
  if (!same.empty()) throw ConfigError("", same.front() + "; an effect asks for cells that differ");
}

}  // namespace

Plan MakePlan(const Study& study, const std::string& where) {
  Plan plan;
  const std::vector<StudyCell> study_cells = StudyCells(study, where);
  const std::string select_path = where + ".select.grid";
  const std::vector<GridPoint> points =
      study.select ? GridPoints(study.select->grid, select_path) : std::vector<GridPoint>(1);
  const auto append = [&](const PlanCell& cell, const Candidate& candidate,
                          const std::string& variant, const SeedRange& seeds,
                          std::vector<RunSpec>& runs) {
    for (int64_t k = 0; k < seeds.count; ++k) {
      runs.push_back({.environment = cell.environment,
                      .variant = variant,
                      .seed = seeds.first + k,
                      .num_iterations = candidate.num_iterations,
                      .environment_options = study.environment_options,
                      .settings = candidate.settings});
    }
  };
  for (const std::string& environment : study.environments) {
    for (const StudyCell& study_cell : study_cells) {
      PlanCell cell = {.environment = environment, .variant = study_cell.name, .candidates = {}};
      const LearnerSettings before = Resolve(study, study_cell, environment, where);
      for (const GridPoint& point : points) {
        Candidate candidate = {.variant = JoinNames(cell.variant, point.name), .settings = before};
        Change(candidate.settings, point.settings, select_path);
        candidate.settings.family->check(candidate.settings.values, study_cell.path);
        candidate.num_iterations = NumIterations(study, candidate.settings, where);
        if (study.select)
          append(cell, candidate, candidate.variant, study.select->seeds, plan.tuning);
        cell.candidates.push_back(std::move(candidate));
      }
      append(cell, cell.candidates.front(), cell.variant, study.seeds.Of(environment, where),
             plan.reporting);
      plan.cells.push_back(std::move(cell));
    }
  }
  CheckCellsDiffer(study, plan, where);
  return plan;
}

int64_t EnvSteps(const RunSpec& run) { return run.num_iterations * EnvStepsPerIteration(run); }

double EvaluationSteps(const RunSpec& run) {
  return run.settings.family->evaluation_steps(
      run.settings.values, ApplyOptions(FindTask(run.environment), run.environment_options));
}

double RelativeCost(const RunSpec& run) {
  return FindTask(run.environment).relative_cost * static_cast<double>(EnvSteps(run));
}

std::vector<size_t> LongestFirst(std::span<const RunSpec> runs) {
  std::vector<size_t> order(runs.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, [&](size_t a, size_t b) { return RelativeCost(runs[a]) > RelativeCost(runs[b]); });
  return order;
}

}  // namespace gaitbench
