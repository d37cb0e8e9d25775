// PPO's policy update: epochs of minibatches of a surrogate. With policy_objective log_prob, one
// epoch and one minibatch it is REINFORCE with baseline, with short rollouts of several
// environments A2C. Schulman et al. 2017 (arXiv:1707.06347), algorithm 1.
#pragma once

#include "algos/kernels/adam.h"
#include "algos/networks/policy.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/config.h"
#include "algos/on_policy/rollout.h"

namespace gaitbench {

// Returns the mean gradient norm over optimizer steps, before clipping. kl_coef: of the KL penalty,
// where there is one.
double UpdatePolicyPpo(const Rollout& rollout, const AdvantageEstimate& estimate,
                       const AlgoConfig& config, double kl_coef, RandomStream& order,
                       Policy& policy, Adam& adam);

// Whether config's bound on the KL ends the epochs: mean KL(old||new) over the rollout.
bool IsBeyondTargetKl(const Rollout& rollout, const AlgoConfig& config, Policy& policy);

// The multiple of the penalty for the next iteration, after an update that moved the policy by `kl`
// (section 4).
double NextKlCoef(double kl_coef, double kl, double target);

}  // namespace gaitbench
