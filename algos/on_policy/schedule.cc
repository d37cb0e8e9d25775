#include "algos/on_policy/schedule.h"

namespace gaitbench {

OnPolicySettings SettingsAt(const OnPolicySettings& config, int64_t iteration,
                            int64_t num_iterations) {
  const double done = static_cast<double>(iteration) / static_cast<double>(num_iterations);
  OnPolicySettings now = config;
  const auto anneal = [&](bool anneals, double& value, double end) {
    if (anneals) value = value * (1 - done) + end * done;
  };
  anneal(config.policy_learning_rate_annealing, now.policy_learning_rate, 0);
  anneal(config.value_learning_rate_annealing, now.value_learning_rate, 0);
  anneal(config.clip_range_annealing, now.clip_range, 0);
  anneal(config.max_kl_annealing, now.max_kl, config.max_kl_final);
  return now;
}

}  // namespace gaitbench
