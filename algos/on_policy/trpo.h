// TRPO's policy update: one natural-gradient step to the edge of the trust region, then a
// backtracking line search. Schulman et al. 2015 (arXiv:1502.05477), appendix C, with the choices
// of the code released with Engstrom et al. 2020.
#pragma once

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

// fisher_samples: draws the observations that estimate the Fisher matrix, without replacement.
PolicyUpdateResult UpdatePolicyTrpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                                    const OnPolicySettings& config, RandomStream& fisher_samples,
                                    Policy& policy);

std::unique_ptr<PolicyStep> MakeTrpoStep(int64_t run_seed);

}  // namespace gaitbench
