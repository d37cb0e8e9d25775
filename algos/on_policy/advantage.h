// Generalized advantage estimation (Schulman et al. 2016, arXiv:1506.02438, equation 16) and the
// value function's targets.
//
// Axes: S samples of an iteration, s = t N + n.
#pragma once

#include <vector>

#include "algos/networks/value_function.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

struct AdvantageEstimate {
  std::vector<float> value;      // [S], V of each observation before the update
  std::vector<float> advantage;  // [S]
  std::vector<float> target;     // [S], of the value function
};

// values [S] of the rollout's observations and successor_values of its successors -> advantages and
// targets.
AdvantageEstimate GeneralizedAdvantage(const Rollout& rollout, std::vector<float> values,
                                       const std::vector<float>& successor_values,
                                       const OnPolicySettings& config);

// The same with the value function's values.
AdvantageEstimate EstimateAdvantages(const Rollout& rollout, ValueFunction& value_function,
                                     const OnPolicySettings& config);

// In place: minus the mean, over the deviation (n - ddof in the denominator) + 1e-8.
void Standardize(std::span<float> x, int64_t ddof = 1);

// 1 - var(target - value) / var(target); NaN where the targets do not vary.
double ExplainedVariance(const AdvantageEstimate& estimate);

}  // namespace gaitbench
