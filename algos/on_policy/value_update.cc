#include "algos/on_policy/value_update.h"

#include "algos/on_policy/gradient_bound.h"
#include "algos/on_policy/minibatches.h"
#include "algos/on_policy/value_minibatches.h"

namespace gaitbench {

double ValueLossOver(const Rollout& rollout, const AdvantageEstimate& estimate,
                     ValueFunction& value_function) {
  const std::span<const float> value = value_function.Values(rollout.observation);
  double squares = 0;
  for (int64_t s = 0; s < rollout.size(); ++s) {
    const double error = double{value[s]} - estimate.target[s];
    squares += error * error;
  }
  return squares / static_cast<double>(rollout.size());
}

ValueUpdateResult UpdateValueFunction(const Rollout& rollout, AdvantageEstimate& estimate,
                                      const OnPolicySettings& config, RandomStream& order,
                                      ValueFunction& value_function, Adam& adam) {
  const auto max_norm = OwnGradientBound(config, GradientClipping::kValue);
  const Derivatives& derivatives = DerivativesOf(config);
  ValueMinibatches minibatches(rollout, config, config.value_minibatches);
  std::vector<float> gradient(value_function.parameters().size());
  std::vector<int32_t> permutation;
  double norms = 0;
  int64_t num_steps = 0;

  value_function.AddTargets(estimate.target);
  for (int64_t epoch = 0; epoch < config.value_epochs; ++epoch) {
    if (config.recompute_advantages && epoch > 0)
      estimate = EstimateAdvantages(rollout, value_function, config);
    Shuffle(permutation, rollout.size(), order);
    for (int64_t k = 0; k < config.value_minibatches; ++k) {
      const auto part = Part(permutation, k, config.value_minibatches);
      if (!minibatches.Gradient(estimate, part, value_function, gradient)) continue;
      norms += derivatives.AdamStep(gradient, config.value_learning_rate, max_norm, adam,
                                    value_function.parameters());
      ++num_steps;
    }
  }
  if (config.recompute_advantages) estimate = EstimateAdvantages(rollout, value_function, config);
  return {.gradient_norm = norms / static_cast<double>(num_steps),
          .loss = ValueLossOver(rollout, estimate, value_function)};
}

}  // namespace gaitbench
