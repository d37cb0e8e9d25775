// Natural policy gradient: the full natural step, without TRPO's line search. Kakade 2002, "A
// Natural Policy Gradient".
#pragma once

#include <optional>

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

struct NpgResult {
  double gradient_norm;
  std::optional<double> cg_residual;  // relative; none where the step was skipped
};

// Skips the step, to the bit, where there is none to take.
NpgResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                          const OnPolicySettings& config, RandomStream& fisher_samples,
                          Policy& policy);

std::unique_ptr<PolicyStep> MakeNpgStep(int64_t run_seed);

}  // namespace gaitbench
