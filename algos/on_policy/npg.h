// Natural policy gradient: the full natural step, without TRPO's line search. Kakade 2002, "A
// Natural Policy Gradient".
#pragma once

#include <optional>

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/config.h"
#include "algos/on_policy/rollout.h"

namespace gaitbench {

struct NpgResult {
  double gradient_norm;
  std::optional<double> cg_residual;  // relative; none where the step was skipped
};

// Skips the step, to the bit, where there is none to take.
NpgResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                          const AlgoConfig& config, RandomStream& fisher_samples, Policy& policy);

}  // namespace gaitbench
