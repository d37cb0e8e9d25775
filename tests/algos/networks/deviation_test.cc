#include "algos/networks/deviation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gaitbench {
namespace {

DeviationRule Rule(StdParametrization parametrization, double min_std) {
  GaussianSettings config;
  config.std_parametrization = parametrization;
  config.min_std = min_std;
  return DeviationRule(config);
}

TEST(DeviationTest, ByHand) {
  using enum StdParametrization;
  EXPECT_EQ(Rule(kExp, 0).Of(-1.25f).log_std, -1.25f);  // to the bit
  EXPECT_EQ(Rule(kExp, 0).Of(-1.25f).by_parameter, 1);
  EXPECT_FLOAT_EQ(Rule(kExp, 1).Of(0).log_std, std::log(2.0f));
  EXPECT_FLOAT_EQ(Rule(kExp, 1).Of(0).by_parameter, 0.5f);
  EXPECT_FLOAT_EQ(Rule(kSoftplus, 0).Of(0).log_std, std::log(std::log(2.0f)));
  EXPECT_FLOAT_EQ(Rule(kSoftplus, 0).Of(0).by_parameter, 0.5f / std::log(2.0f));
}

TEST(DeviationTest, TheDerivativeIsTheDifferenceAndTheFloorIsNeverCrossed) {
  for (StdParametrization parametrization :
       {StdParametrization::kExp, StdParametrization::kSoftplus}) {
    for (double min_std : {0.0, 1e-3, 0.5}) {
      const DeviationRule rule = Rule(parametrization, min_std);
      const auto log_std = [&](double x) {
        const bool is_exp = parametrization == StdParametrization::kExp;
        return std::log((is_exp ? std::exp(x) : std::log1p(std::exp(x))) + min_std);
      };
      for (float x = -6; x <= 6; x += 0.25f) {
        const auto [value, by_parameter] = rule.Of(x);
        EXPECT_NEAR(value, log_std(x), 1e-6);
        EXPECT_NEAR(by_parameter, (log_std(x + 1e-6) - log_std(x - 1e-6)) / 2e-6, 1e-6);
        EXPECT_GE(std::exp(double{value}), min_std * (1 - 1e-6));
        EXPECT_NEAR(rule.ParameterOf(value), x, 1e-4) << min_std;  // the inverse
      }
    }
  }
}

TEST(DeviationTest, FarOutItIsFiniteAndNanStaysNan) {
  for (double min_std : {0.0, 0.1}) {
    const DeviationRule rule = Rule(StdParametrization::kSoftplus, min_std);
    EXPECT_FLOAT_EQ(rule.Of(1e4f).log_std, std::log(1e4f + static_cast<float>(min_std)));
    EXPECT_TRUE(std::isnan(rule.Of(NAN).log_std));
  }
  const DeviationRule rule = Rule(StdParametrization::kSoftplus, 0.1);
  EXPECT_FLOAT_EQ(rule.Of(-1e4f).log_std, std::log(0.1f));
  EXPECT_EQ(rule.Of(-1e4f).by_parameter, 0);
}

}  // namespace
}  // namespace gaitbench
