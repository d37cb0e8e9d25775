// PPO's policy update: epochs of minibatches of the clipped surrogate, or of the plain ratio
// (PPO-NoClip). Schulman et al. 2017 (arXiv:1707.06347), algorithm 1.
#pragma once

#include "algos/adam.h"
#include "algos/advantage.h"
#include "algos/config.h"
#include "algos/policy.h"
#include "algos/rollout.h"

namespace gaitbench {

// Returns the mean gradient norm over optimizer steps, before clipping.
double UpdatePolicyPpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                       const AlgoConfig& config, double learning_rate, RandomStream& order,
                       Policy& policy, Adam& adam);

}  // namespace gaitbench
