// The value function's part of an iteration: epochs of minibatches of squared errors to the GAE
// targets.
#pragma once

#include "algos/adam.h"
#include "algos/advantage.h"
#include "algos/config.h"
#include "algos/rollout.h"
#include "algos/value_function.h"

namespace gaitbench {

struct ValueUpdateResult {
  double gradient_norm;  // mean over optimizer steps
  double loss;           // mean squared error over the rollout, after the update
};

ValueUpdateResult UpdateValueFunction(const Rollout& rollout, const AdvantageEstimate& estimate,
                                      const AlgoConfig& config, double learning_rate,
                                      RandomStream& order, ValueFunction& value_function,
                                      Adam& adam);

}  // namespace gaitbench
