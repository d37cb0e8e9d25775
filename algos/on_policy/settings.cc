#include "algos/on_policy/settings.h"

#include <cmath>

#include <fmt/format.h>

#include "algos/networks/num_weights.h"

namespace gaitbench {

void CheckSettings(const OnPolicySettings& settings, const std::string& where) {
  CheckNumWeights(settings.hidden_sizes, where + ".hidden_sizes");
  CheckNumWeights(settings.value_hidden_sizes, where + ".value_hidden_sizes");
  constexpr int64_t kMostSamples = int64_t{1} << 24;
  const int64_t samples = settings.horizon * settings.num_envs;
  if (samples > kMostSamples) {
    throw ConfigError(
        where + ".horizon",
        fmt::format("{} env steps of {} environments are {} samples an iteration; allowed are {}",
                    settings.horizon, settings.num_envs, samples, kMostSamples));
  }
  const auto check = [&](const char* name, int64_t minibatches) {
    if (2 * minibatches <= samples) return;
    throw ConfigError(
        where + "." + name,
        fmt::format("{} minibatches of {} samples; each needs 2 or more", minibatches, samples));
  };
  const auto need = [&](bool holds, const char* setting, const char* what) {
    if (!holds) throw ConfigError(where + "." + setting, what);
  };
  need(!settings.joint_update || settings.step_rule == StepRule::kPpo, "joint_update",
       "needs step_rule ppo");
  need(settings.gradient_clipping != GradientClipping::kJoint || settings.joint_update,
       "gradient_clipping", "joint needs joint_update");
  need(!(settings.recompute_advantages && settings.joint_update), "recompute_advantages",
       "goes with joint_update off, as it recomputes before value epochs");
  need(settings.policy_objective != PolicyObjective::kTrajectoryRatio ||
           settings.policy_minibatches == 1,
       "policy_objective",
       "trajectory_ratio needs policy_minibatches 1, as trajectories are whole");
  need(!(settings.value_clipping && settings.value_loss == ValueLossForm::kHuber), "value_loss",
       "huber does not go with value_clipping");
  if (!(settings.min_std < std::exp(settings.initial_log_std))) {
    throw ConfigError(
        where + ".min_std",
        fmt::format("{} is not below the deviation at the start, "
                    "exp(initial_log_std) = {}",
                    ShownJson(settings.min_std), ShownJson(std::exp(settings.initial_log_std))));
  }
  if (settings.shared_trunk) {
    need(settings.joint_update, "shared_trunk", "needs joint_update");
    need(settings.value_hidden_sizes.empty(), "shared_trunk",
         "needs value_hidden_sizes empty, as hidden_sizes are those of both");
    need(settings.policy_learning_rate == settings.value_learning_rate &&
             settings.policy_learning_rate_annealing == settings.value_learning_rate_annealing,
         "shared_trunk", "needs one learning rate: policy's and value's equal and annealed alike");
    need(settings.gradient_clipping == GradientClipping::kNone ||
             settings.gradient_clipping == GradientClipping::kJoint,
         "shared_trunk", "needs gradient_clipping none or joint, as it has one gradient");
  }
  check("policy_minibatches", settings.policy_minibatches);
  check("value_minibatches", settings.value_minibatches);
}

}  // namespace gaitbench
