#include "algos/on_policy/config.h"

#include <cmath>

namespace gaitbench {

void CheckConfig(const AlgoConfig& config, const std::string& path) {
  constexpr int64_t kMostSamples = int64_t{1} << 24;
  const int64_t samples = config.horizon * config.num_envs;
  if (samples > kMostSamples) {
    throw ConfigError(path + ".horizon: " + std::to_string(config.horizon) + " env steps of " +
                      std::to_string(config.num_envs) + " environments are " +
                      std::to_string(samples) + " samples an iteration; allowed are " +
                      std::to_string(kMostSamples));
  }
  const auto check = [&](const char* name, int64_t minibatches) {
    if (2 * minibatches <= samples) return;
    throw ConfigError(path + "." + name + ": " + std::to_string(minibatches) + " minibatches of " +
                      std::to_string(samples) + " samples; each needs 2 or more");
  };
  const auto need = [&](bool holds, const char* message) {
    if (!holds) throw ConfigError(path + "." + message);
  };
  need(!config.joint_update || config.step_rule == StepRule::kPpo,
       "joint_update: needs step_rule ppo");
  need(config.gradient_clipping != GradientClipping::kJoint || config.joint_update,
       "gradient_clipping: joint needs joint_update");
  need(!(config.recompute_advantages && config.joint_update),
       "recompute_advantages: goes with joint_update off, as it recomputes before value epochs");
  need(!(config.value_clipping && config.value_loss == ValueLossForm::kHuber),
       "value_loss: huber does not go with value_clipping");
  if (!(config.min_std < std::exp(config.initial_log_std))) {
    throw ConfigError(path + ".min_std: " + ShownJson(config.min_std) +
                      " is not below the deviation at the start, exp(initial_log_std) = " +
                      ShownJson(std::exp(config.initial_log_std)));
  }
  if (config.shared_trunk) {
    need(config.joint_update, "shared_trunk: needs joint_update");
    need(config.value_hidden_sizes.empty(),
         "shared_trunk: needs value_hidden_sizes empty, as hidden_sizes are those of both");
    need(config.policy_learning_rate == config.value_learning_rate &&
             config.policy_learning_rate_annealing == config.value_learning_rate_annealing,
         "shared_trunk: needs one learning rate: policy's and value's equal and annealed alike");
    need(config.gradient_clipping == GradientClipping::kNone ||
             config.gradient_clipping == GradientClipping::kJoint,
         "shared_trunk: needs gradient_clipping none or joint, as it has one gradient");
  }
  check("policy_minibatches", config.policy_minibatches);
  check("value_minibatches", config.value_minibatches);
}

nlohmann::ordered_json WithDefaults(const nlohmann::ordered_json& config) {
  if (!config.is_object()) return config;
  nlohmann::ordered_json complete = WriteJson(AlgoConfig{});
  complete.update(config);
  return complete;
}

}  // namespace gaitbench
