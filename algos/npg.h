// Natural policy gradient: the full natural step, without TRPO's line search. Kakade 2002, "A
// Natural Policy Gradient".
#pragma once

#include "algos/advantage.h"
#include "algos/config.h"
#include "algos/policy.h"
#include "algos/rollout.h"

namespace gaitbench {

struct NpgResult {
  double gradient_norm;
  double cg_residual;  // relative
};

NpgResult UpdatePolicyNpg(const Rollout& rollout, const AdvantageEstimate& estimate,
                          const AlgoConfig& config, RandomStream& fisher_samples, Policy& policy);

}  // namespace gaitbench
