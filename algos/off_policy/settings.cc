#include "algos/off_policy/settings.h"

#include <fmt/format.h>

#include "algos/networks/num_weights.h"

namespace gaitbench {

void CheckSettings(const OffPolicySettings& settings, const std::string& where) {
  CheckReplay(settings, where);
  CheckNumWeights(settings.hidden_sizes, where + ".hidden_sizes");
  if (!(settings.log_std_min < settings.log_std_max)) {
    throw ConfigError(where + ".log_std_min", fmt::format("{} is not below log_std_max, {}",
                                                          ShownJson(settings.log_std_min),
                                                          ShownJson(settings.log_std_max)));
  }
}

OffPolicySettings SettingsAt(const OffPolicySettings& settings, int64_t iteration,
                             int64_t num_iterations) {
  OffPolicySettings now = settings;
  if (!settings.learning_rate_annealing) return now;
  const double left = 1 - static_cast<double>(iteration) / static_cast<double>(num_iterations);
  for (double* rate :
       {&now.critic_learning_rate, &now.policy_learning_rate, &now.entropy_learning_rate})
    *rate *= left;
  return now;
}

}  // namespace gaitbench
