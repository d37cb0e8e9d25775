// The policy's standard deviation from the unbounded number that is learned for it, a free
// parameter or an output of its network: std = T(x) + min_std, with T the exponential or the
// softplus.
#pragma once

#include "algos/on_policy/config.h"

namespace gaitbench {

class DeviationRule {
 public:
  explicit DeviationRule(const AlgoConfig& config)
      : parametrization_(config.std_parametrization), min_std_(config.min_std) {}

  struct Deviation {
    float log_std;
    float by_parameter;  // d log_std / d x
  };
  // of the learned number x
  Deviation Of(float x) const;

  // The x of a deviation exp(log_std) above min_std.
  float ParameterOf(double log_std) const;

  // Whether x is log_std itself.
  bool IsLogStd() const { return parametrization_ == StdParametrization::kExp && min_std_ == 0; }

 private:
  StdParametrization parametrization_;
  double min_std_;
};

}  // namespace gaitbench
