#include "algos/on_policy/npg.h"

#include "algos/on_policy/natural_gradient.h"

namespace gaitbench {

PolicyUpdateResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                                   const OnPolicySettings& config, RandomStream& fisher_samples,
                                   Policy& policy) {
  const std::vector<float> advantage = WholeRolloutAdvantages(estimate, config);
  const NaturalStep natural = FindNaturalStep(rollout, advantage, config, fisher_samples, policy);
  for (size_t i = 0; i < natural.step.size(); ++i) policy.parameters()[i] += natural.step[i];
  return {.gradient_norm = natural.gradient_norm, .cg_residual = natural.cg_residual};
}

namespace {

class NpgStep : public PolicyStepWith<FisherState> {
 public:
  using PolicyStepWith::PolicyStepWith;

  PolicyUpdateResult Update(const Rollout& rollout, const AdvantageEstimate& estimate,
                            const OnPolicySettings& settings, Networks& networks) override {
    return UpdatePolicyNpg(rollout, estimate, settings, state_.fisher_samples, networks.policy);
  }
};

}  // namespace

std::unique_ptr<PolicyStep> MakeNpgStep(int64_t run_seed) {
  return std::make_unique<NpgStep>(MakeFisherState(run_seed));
}

}  // namespace gaitbench
