#include "algos/on_policy/policy_step.h"

#include "algos/on_policy/npg.h"
#include "algos/on_policy/ppo.h"
#include "algos/on_policy/trpo.h"

namespace gaitbench {

PolicyUpdateResult UpdatePolicy(const Rollout& rollout, const AdvantageEstimate& estimate,
                                const AlgoConfig& config, PolicyStepState& state, Policy& policy,
                                Adam& adam) {
  switch (config.step_rule) {
    case StepRule::kPpo:
      return {.gradient_norm = UpdatePolicyPpo(rollout, estimate, config, state.kl_coef,
                                               state.order, policy, adam)};
    case StepRule::kTrpo: {
      const TrpoResult result =
          UpdatePolicyTrpo(rollout, estimate, config, state.fisher_samples, policy);
      return {.gradient_norm = result.gradient_norm,
              .cg_residual = result.cg_residual,
              .backtracks = static_cast<double>(result.backtracks)};
    }
    case StepRule::kNpg: {
      const NpgResult result =
          UpdatePolicyNpg(rollout, estimate, config, state.fisher_samples, policy);
      return {.gradient_norm = result.gradient_norm, .cg_residual = result.cg_residual};
    }
  }
  throw std::logic_error("step rule without an update");
}

bool HasLearningRate(StepRule step_rule) { return step_rule == StepRule::kPpo; }

}  // namespace gaitbench
