#include "algos/ppo.h"

#include <optional>

#include "algos/minibatches.h"

namespace gaitbench {

double UpdatePolicyPpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                       const AlgoConfig& config, double learning_rate, RandomStream& order,
                       Policy& policy, Adam& adam) {
  const int64_t o = rollout.observation_size, a = rollout.action_size;
  const bool bounds_gradient = config.gradient_clipping == GradientClipping::kPolicy ||
                               config.gradient_clipping == GradientClipping::kEach;
  const auto max_norm = bounds_gradient ? std::optional(config.max_gradient_norm) : std::nullopt;
  const auto clip_range = static_cast<float>(config.clip_range);
  const int64_t largest = rollout.size() / config.policy_minibatches + 1;
  std::vector<float> observation(largest * o), action(largest * a), old_log_prob(largest),
      advantage(largest);
  std::vector<float> all_advantages = estimate.advantage, gradient(policy.parameters().size());
  if (config.advantage_normalization == AdvantageNormalization::kRollout)
    Standardize(all_advantages);
  std::vector<int32_t> permutation;
  double norms = 0;

  const auto surrogate = [&](float log_prob, int64_t b) {
    if (!config.ratio_clipping) return RatioSurrogate(log_prob, old_log_prob[b], advantage[b]);
    return ClippedSurrogate(log_prob, old_log_prob[b], advantage[b], clip_range);
  };
  for (int64_t epoch = 0; epoch < config.policy_epochs; ++epoch) {
    Shuffle(permutation, rollout.size(), order);
    for (int64_t k = 0; k < config.policy_minibatches; ++k) {
      const std::span<const int32_t> part = Part(permutation, k, config.policy_minibatches);
      GatherRows(rollout.observation.data(), o, part, observation.data());
      GatherRows(rollout.action.data(), a, part, action.data());
      GatherRows(rollout.log_prob.data(), 1, part, old_log_prob.data());
      GatherRows(all_advantages.data(), 1, part, advantage.data());
      if (config.advantage_normalization == AdvantageNormalization::kMinibatch) {
        Standardize(std::span(advantage).first(part.size()));
      }
      const PolicySamples samples = {static_cast<int64_t>(part.size()), observation.data(),
                                     action.data()};
      policy.Gradient(samples, surrogate, config.entropy_coef, gradient);
      for (float& g : gradient) g = -g;  // Adam descends
      norms += adam.Step(gradient, learning_rate, max_norm, policy.parameters());
    }
  }
  return norms / static_cast<double>(config.policy_epochs * config.policy_minibatches);
}

}  // namespace gaitbench
