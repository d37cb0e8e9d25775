#include "bench/plan.h"

#include <algorithm>
#include <numeric>

#include "algos/presets.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

void ApplyFor(const std::string& environment, const Settings& per_environment,
              const std::string& path, AlgoConfig& config) {
  const auto settings = per_environment.find(environment);
  if (settings != per_environment.end()) ReadJson(*settings, config, path + "." + environment);
}

AlgoConfig Resolve(const Study& study, const StudyVariant& variant, const std::string& environment,
                   const std::string& where, const std::string& variant_path) {
  const bool own_preset = !variant.preset.empty();
  const std::string& preset = own_preset ? variant.preset : study.base.preset;
  const std::string preset_path = own_preset ? variant_path : where + ".base";
  if (preset.empty())
    throw ConfigError(variant_path + ".preset: is missing, and so is base.preset");
  AlgoConfig config;
  try {
    config = FindPreset(preset, environment);
  } catch (const ConfigError& error) {
    throw ConfigError(preset_path + "." + error.what());
  }
  if (!own_preset) ReadJson(study.base.switches, config, where + ".base.switches");
  ApplyFor(environment, study.per_environment, where + ".per_environment", config);
  ReadJson(variant.switches, config, variant_path + ".switches");
  ApplyFor(environment, variant.per_environment, variant_path + ".per_environment", config);
  CheckConfig(config, variant_path);
  return config;
}

int64_t NumIterations(const Study& study, const AlgoConfig& config, const std::string& where) {
  if (study.iterations) return *study.iterations;
  const int64_t per_iteration = config.horizon * config.num_envs;
  if (*study.total_env_steps < per_iteration) {
    throw ConfigError(where + ".total_env_steps: " + std::to_string(*study.total_env_steps) +
                      " is less than one iteration's " + std::to_string(per_iteration));
  }
  return *study.total_env_steps / per_iteration;
}

}  // namespace

std::vector<RunSpec> MakePlan(const Study& study, const std::string& where) {
  std::vector<RunSpec> runs;
  for (const std::string& environment : study.environments) {
    for (size_t i = 0; i < study.variants.size(); ++i) {
      const StudyVariant& variant = study.variants[i];
      const std::string path = where + ".variants[" + std::to_string(i) + "]";
      const AlgoConfig config = Resolve(study, variant, environment, where, path);
      for (int64_t k = 0; k < study.seeds.count; ++k) {
        runs.push_back({.environment = environment,
                        .variant = variant.name,
                        .seed = study.seeds.first + k,
                        .num_iterations = NumIterations(study, config, where),
                        .environment_options = study.environment_options,
                        .config = config});
      }
    }
  }
  return runs;
}

std::vector<size_t> LongestFirst(const std::vector<RunSpec>& runs) {
  // what an env step costs grows with the robot, and so does its observation
  const auto cost = [&](size_t i) {
    const RunSpec& run = runs[i];
    const double bodies = run.environment.starts_with("Humanoid") ? 3 : 1;
    return bodies *
           static_cast<double>(run.num_iterations * run.config.horizon * run.config.num_envs);
  };
  std::vector<size_t> order(runs.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](size_t a, size_t b) { return cost(a) > cost(b); });
  return order;
}

}  // namespace gaitbench
