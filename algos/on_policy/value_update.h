// The value function's part of an iteration: epochs of minibatches towards the GAE targets.
#pragma once

#include "algos/kernels/adam.h"
#include "algos/networks/value_function.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

struct ValueUpdateResult {
  double gradient_norm;  // mean over optimizer steps, before clipping
  double loss;           // ValueLossOver after the update
};

// Estimates the advantages anew on the way where config asks for it.
ValueUpdateResult UpdateValueFunction(const Rollout& rollout, AdvantageEstimate& estimate,
                                      const OnPolicySettings& config, RandomStream& order,
                                      ValueFunction& value_function, Adam& adam);

// Mean squared error of V to its targets over the rollout.
double ValueLossOver(const Rollout& rollout, const AdvantageEstimate& estimate,
                     ValueFunction& value_function);

}  // namespace gaitbench
