// Natural policy gradient: the full natural step, without TRPO's line search. Kakade 2002, "A
// Natural Policy Gradient".
#pragma once

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

// Skips the step, to the bit, where there is none to take. fisher_samples: draws the observations
// that estimate the Fisher matrix, without replacement.
PolicyUpdateResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                                   const OnPolicySettings& config, RandomStream& fisher_samples,
                                   Policy& policy);

std::unique_ptr<PolicyStep> MakeNpgStep(int64_t run_seed);

}  // namespace gaitbench
