// A rollout as the value function's minibatches: gathers the samples that count and differentiates
// the loss that config asks for.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/networks/value_function.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/derivatives.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

class ValueMinibatches {
 public:
  ValueMinibatches(const Rollout& rollout, const OnPolicySettings& config, int64_t num_minibatches);

  // gradient [P] of value_coef x the mean loss on these samples, to be descended; false if none of
  // them counts.
  bool Gradient(const AdvantageEstimate& estimate, std::span<const int32_t> samples,
                ValueFunction& value_function, std::span<float> gradient);

 private:
  const Rollout& rollout_;
  const OnPolicySettings& config_;
  const Derivatives& derivatives_;
  ValueGoal goal_;
  std::vector<int32_t> kept_;
  std::vector<float> observation_;         // [B,O]
  std::vector<float> target_, old_value_;  // [B]
};

}  // namespace gaitbench
