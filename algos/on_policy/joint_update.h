// Policy and value function on the same minibatches, as in Baselines and Stable-Baselines3: one
// pass of each minibatch through both, one optimizer step of each, their gradients bounded as one
// vector where config asks for it.
//
// A shared trunk, hidden layers with two heads on them, is kept as a copy in each network: both
// copies start equal, have the sum of both gradients, and are moved alike.
#pragma once

#include "algos/kernels/adam.h"
#include "algos/networks/policy.h"
#include "algos/networks/value_function.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

// The norms are those before clipping.
PolicyUpdateResult UpdateJointly(const Rollout& rollout, const AdvantageEstimate& estimate,
                                 const OnPolicySettings& config, double kl_coef,
                                 RandomStream& order, Networks& networks);

std::unique_ptr<PolicyStep> MakeJointStep(int64_t run_seed);

// Makes the value function's hidden layers those of the policy.
void TieTrunks(const Policy& policy, ValueFunction& value_function);

}  // namespace gaitbench
