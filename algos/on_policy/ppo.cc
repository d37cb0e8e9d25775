#include "algos/on_policy/ppo.h"

#include "algos/learner/streams.h"
#include "algos/on_policy/gradient_bound.h"
#include "algos/on_policy/minibatches.h"
#include "algos/on_policy/policy_minibatches.h"

namespace gaitbench {

double UpdatePolicyPpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                       const OnPolicySettings& config, double kl_coef, RandomStream& order,
                       Policy& policy, Adam& adam) {
  const auto max_norm = OwnGradientBound(config, GradientClipping::kPolicy);
  const Derivatives& derivatives = DerivativesOf(config);
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
      norms += derivatives.AdamStep(gradient, config.policy_learning_rate, max_norm, adam,
                                    policy.parameters());
      ++num_steps;
    }
  }
  return norms / static_cast<double>(num_steps);
}

bool IsBeyondTargetKl(const Rollout& rollout, const OnPolicySettings& config, Policy& policy) {
  if (!config.target_kl_stop) return false;
  return policy.At(rollout.observation).Kl(rollout.gaussian()) > config.target_kl;
}

double NextKlCoef(double kl_coef, double kl, double target) {
  if (kl < target / 1.5) return kl_coef / 2;
  return kl > target * 1.5 ? kl_coef * 2 : kl_coef;
}

MinibatchStep::MinibatchStep(int64_t run_seed)
    : PolicyStepWith({.order = MakeStream(run_seed, Purpose::kPolicyOrder)}) {}

void MinibatchStep::Adapt(double mean_kl, const OnPolicySettings& settings) {
  state_.kl_coef = NextKlCoef(state_.kl_coef, mean_kl, settings.kl_penalty_target);
}

namespace {

class PpoStep : public MinibatchStep {
 public:
  using MinibatchStep::MinibatchStep;

  PolicyUpdateResult Update(const Rollout& rollout, const AdvantageEstimate& estimate,
                            const OnPolicySettings& settings, Networks& networks) override {
    return {.gradient_norm = UpdatePolicyPpo(rollout, estimate, settings, state_.kl_coef,
                                             state_.order, networks.policy, networks.policy_adam)};
  }
};

}  // namespace

std::unique_ptr<PolicyStep> MakePpoStep(int64_t run_seed) {
  return std::make_unique<PpoStep>(run_seed);
}

}  // namespace gaitbench
