// The policy's standard deviation from the unbounded number that is learned for it, a free
// parameter or an output of its network: std = T(x) + min_std, with T the exponential or the
// softplus.
#pragma once

#include <array>
#include <utility>

#include "results/log/json_fields.h"

namespace gaitbench {

enum class StdParametrization { kExp, kSoftplus };
constexpr auto Names(StdParametrization) {
  return std::array{std::pair{StdParametrization::kExp, "exp"},
                    std::pair{StdParametrization::kSoftplus, "softplus"}};
}

// A Gaussian policy's deviation, as a user sets it.
struct GaussianSettings {
  double initial_log_std = 0;
  StdParametrization std_parametrization = StdParametrization::kExp;
  double min_std = 0;
  bool state_dependent_std = false;

  bool operator==(const GaussianSettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("initial_log_std", self.initial_log_std,
          FieldInfo{"log standard deviation of the policy at the start", "", -20, 2,
                    "E's code: 0; A C59"});
    visit("std_parametrization", self.std_parametrization,
          FieldInfo{.meaning =
                        "the policy's standard deviation from what is learned: its exponential "
                        "or its softplus, plus min_std",
                    .source = "E: exp; A: softplus"});
    visit(
        "min_std", self.min_std,
        FieldInfo{"least standard deviation of the policy, added to what is learned; smaller than "
                  "exp(initial_log_std)",
                  "", 0, 10, "E: 0; A: 1e-3"});
    visit("state_dependent_std", self.state_dependent_std,
          FieldInfo{.meaning = "the policy's network gives the deviation at each observation, its "
                               "biases starting at initial_log_std; off: one for all observations",
                    .source = "E: off; A C59"}
              .ChangesCost());
  }
};

class DeviationRule {
 public:
  explicit DeviationRule(const GaussianSettings& settings)
      : parametrization_(settings.std_parametrization), min_std_(settings.min_std) {}

  StdParametrization parametrization() const { return parametrization_; }
  double min_std() const { return min_std_; }

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
