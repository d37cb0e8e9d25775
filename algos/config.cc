#include "algos/config.h"

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
  check("policy_minibatches", config.policy_minibatches);
  check("value_minibatches", config.value_minibatches);
}

}  // namespace gaitbench
