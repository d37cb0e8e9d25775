#include "algos/on_policy/joint_update.h"

#include <algorithm>
#include <cmath>

#include "algos/kernels/gradient_norm.h"
#include "algos/on_policy/gradient_bound.h"
#include "algos/on_policy/minibatches.h"
#include "algos/on_policy/policy_minibatches.h"
#include "algos/on_policy/ppo.h"
#include "algos/on_policy/value_minibatches.h"

namespace gaitbench {
namespace {

// Makes the derivatives by each copy of a shared trunk, the first `trunk` of both, their sum.
void AddTrunks(int64_t trunk, std::vector<float>& a, std::vector<float>& b) {
  for (int64_t i = 0; i < trunk; ++i) a[i] = b[i] = a[i] + b[i];
}

// Scales both to a joint norm of at most max_norm, in which a shared trunk counts once.
void BoundJointly(double max_norm, int64_t trunk, std::vector<float>& a, std::vector<float>& b) {
  const double norm = std::hypot(Norm(a), Norm(std::span(b).subspan(trunk)));
  const auto scale = static_cast<float>(BoundingFactor(norm, max_norm));
  for (std::vector<float>* gradient : {&a, &b}) {
    for (float& g : *gradient) g *= scale;
  }
}

}  // namespace

void TieTrunks(const Policy& policy, ValueFunction& value_function) {
  const auto trunk = policy.parameters().first(policy.layout().head());
  std::ranges::copy(trunk, value_function.parameters().begin());
}

PolicyUpdateResult UpdateJointly(const Rollout& rollout, const AdvantageEstimate& estimate,
                                 const OnPolicySettings& config, double kl_coef,
                                 RandomStream& order, Networks& networks) {
  auto& [policy, value_function, policy_adam, value_adam] = networks;
  const auto policy_bound = OwnGradientBound(config, GradientClipping::kPolicy);
  const auto value_bound = OwnGradientBound(config, GradientClipping::kValue);
  const Derivatives& derivatives = DerivativesOf(config);
  PolicyMinibatches policy_minibatches(rollout, estimate, config, kl_coef);
  ValueMinibatches value_minibatches(rollout, config, config.policy_minibatches);
  std::vector<float> policy_gradient(policy.parameters().size()),
      value_gradient(value_function.parameters().size());
  const int64_t trunk = config.shared_trunk ? policy.layout().head() : 0;
  std::vector<int32_t> permutation;
  double policy_norms = 0, value_norms = 0;  // summed over steps
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
      AddTrunks(trunk, policy_gradient, value_gradient);
      policy_norms += Norm(policy_gradient);
      value_norms += Norm(value_gradient);
      if (config.gradient_clipping == GradientClipping::kJoint) {
        BoundJointly(config.max_gradient_norm, trunk, policy_gradient, value_gradient);
      }
      derivatives.AdamStep(policy_gradient, config.policy_learning_rate, policy_bound, policy_adam,
                           policy.parameters());
      if (counts || config.shared_trunk) {
        derivatives.AdamStep(value_gradient, config.value_learning_rate, value_bound, value_adam,
                             value_function.parameters());
      }
      ++num_steps;
    }
  }
  const auto count = static_cast<double>(num_steps);
  return {.gradient_norm = policy_norms / count, .value_gradient_norm = value_norms / count};
}

namespace {

class JointStep : public MinibatchStep {
 public:
  using MinibatchStep::MinibatchStep;

  PolicyUpdateResult Update(const Rollout& rollout, const AdvantageEstimate& estimate,
                            const OnPolicySettings& settings, Networks& networks) override {
    return UpdateJointly(rollout, estimate, settings, state_.kl_coef, state_.order, networks);
  }
  bool MovesValueFunction() const override { return true; }
};

}  // namespace

std::unique_ptr<PolicyStep> MakeJointStep(int64_t run_seed) {
  return std::make_unique<JointStep>(run_seed);
}

}  // namespace gaitbench
