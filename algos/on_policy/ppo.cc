#include "algos/on_policy/ppo.h"

#include "algos/on_policy/gradient_bound.h"
#include "algos/on_policy/minibatches.h"
#include "algos/on_policy/policy_minibatches.h"

namespace gaitbench {

double UpdatePolicyPpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                       const AlgoConfig& config, double kl_coef, RandomStream& order,
                       Policy& policy, Adam& adam) {
  const auto max_norm = OwnGradientBound(config, GradientClipping::kPolicy);
  PolicyMinibatches minibatches(rollout, estimate, config, kl_coef);
  std::vector<float> gradient(policy.parameters().size());
  std::vector<int32_t> permutation;
  double norms = 0;
  int64_t num_steps = 0;

  for (int64_t epoch = 0; epoch < config.policy_epochs; ++epoch) {
    if (epoch > 0 && IsBeyondTargetKl(rollout, config, policy)) break;
    Shuffle(permutation, rollout.size(), order);
    for (int64_t k = 0; k < config.policy_minibatches; ++k) {
      minibatches.Gradient(Part(permutation, k, config.policy_minibatches), policy, gradient);
      norms += adam.Step(gradient, config.policy_learning_rate, max_norm, policy.parameters());
      ++num_steps;
    }
  }
  return norms / static_cast<double>(num_steps);
}

bool IsBeyondTargetKl(const Rollout& rollout, const AlgoConfig& config, Policy& policy) {
  if (!config.target_kl_stop) return false;
  policy.At(rollout.size(), rollout.observation.data());
  return policy.MeanKl(rollout.size(), rollout.gaussian()) > config.target_kl;
}

double NextKlCoef(double kl_coef, double kl, double target) {
  if (kl < target / 1.5) return kl_coef / 2;
  return kl > target * 1.5 ? kl_coef * 2 : kl_coef;
}

}  // namespace gaitbench
