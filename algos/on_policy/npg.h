// Natural policy gradient: the full natural step, without TRPO's line search. Kakade 2002, "A
// Natural Policy Gradient".
#pragma once

#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/config.h"
#include "algos/on_policy/rollout.h"

namespace gaitbench {

struct NpgResult {
  double gradient_norm;
  double cg_residual;  // relative
};

NpgResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                          const AlgoConfig& config, RandomStream& fisher_samples, Policy& policy);

}  // namespace gaitbench
