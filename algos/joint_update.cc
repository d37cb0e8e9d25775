#include "algos/joint_update.h"

#include <algorithm>
#include <cmath>

#include "algos/gradient_bound.h"
#include "algos/minibatches.h"
#include "algos/policy_minibatches.h"
#include "algos/ppo.h"
#include "algos/value_minibatches.h"

namespace gaitbench {
namespace {

// Scales both to a joint norm of at most max_norm.
void BoundJointly(double max_norm, std::vector<float>& a, std::vector<float>& b) {
  const double norm = std::hypot(Norm(a), Norm(b));
  const auto scale = static_cast<float>(BoundingFactor(norm, max_norm));
  for (std::vector<float>* gradient : {&a, &b}) {
    for (float& g : *gradient) g *= scale;
  }
}

}  // namespace

JointUpdateResult UpdateJointly(const Rollout& rollout, const AdvantageEstimate& estimate,
                                const AlgoConfig& config, double kl_coef, RandomStream& order,
                                Policy& policy, Adam& policy_adam, ValueFunction& value_function,
                                Adam& value_adam) {
  const auto policy_bound = OwnGradientBound(config, GradientClipping::kPolicy);
  const auto value_bound = OwnGradientBound(config, GradientClipping::kValue);
  PolicyMinibatches policy_minibatches(rollout, estimate, config, kl_coef);
  ValueMinibatches value_minibatches(rollout, config, config.policy_minibatches);
  std::vector<float> policy_gradient(policy.parameters().size()),
      value_gradient(value_function.parameters().size());
  std::vector<int32_t> permutation;
  JointUpdateResult norms{};
  int64_t num_steps = 0;

  value_function.AddTargets(estimate.target);
  for (int64_t epoch = 0; epoch < config.policy_epochs; ++epoch) {
    if (epoch > 0 && IsBeyondTargetKl(rollout, config, policy)) break;
    Shuffle(permutation, rollout.size(), order);
    for (int64_t k = 0; k < config.policy_minibatches; ++k) {
      const auto part = Part(permutation, k, config.policy_minibatches);
      policy_minibatches.Gradient(part, policy, policy_gradient);
      const bool counts =
          value_minibatches.Gradient(estimate, part, value_function, value_gradient);
      if (!counts) std::ranges::fill(value_gradient, 0.0f);
      norms.policy_gradient_norm += Norm(policy_gradient);
      norms.value_gradient_norm += Norm(value_gradient);
      if (config.gradient_clipping == GradientClipping::kJoint) {
        BoundJointly(config.max_gradient_norm, policy_gradient, value_gradient);
      }
      policy_adam.Step(policy_gradient, config.policy_learning_rate, policy_bound,
                       policy.parameters());
      if (counts) {
        value_adam.Step(value_gradient, config.value_learning_rate, value_bound,
                        value_function.parameters());
      }
      ++num_steps;
    }
  }
  norms.policy_gradient_norm /= static_cast<double>(num_steps);
  norms.value_gradient_norm /= static_cast<double>(num_steps);
  return norms;
}

}  // namespace gaitbench
