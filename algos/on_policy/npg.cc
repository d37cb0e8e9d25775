#include "algos/on_policy/npg.h"

#include "algos/on_policy/natural_gradient.h"

namespace gaitbench {

NpgResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                          const AlgoConfig& config, RandomStream& fisher_samples, Policy& policy) {
  std::vector<float> advantage = estimate.advantage;
  if (config.advantage_normalization != AdvantageNormalization::kNone)
    Standardize(advantage, config.advantage_normalization_ddof);
  const NaturalStep natural = FindNaturalStep(rollout, advantage, config, fisher_samples, policy);
  for (size_t i = 0; i < natural.step.size(); ++i) policy.parameters()[i] += natural.step[i];
  return {.gradient_norm = natural.gradient_norm, .cg_residual = natural.cg_residual};
}

}  // namespace gaitbench
