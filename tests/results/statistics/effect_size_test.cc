#include "results/statistics/effect_size.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using V = std::vector<double>;

TEST(EffectSize, ByHand) {
  EXPECT_EQ(*CohenD(V{1, 2, 3}, V{4, 5, 6}), -3);
  EXPECT_FALSE(CohenD(V{1, 1}, V{2, 2}).has_value());
  EXPECT_EQ(ProbabilityOfImprovement(V{1, 2}, V{0, 1, 2}), 4.0 / 6);  // wins 3, ties 2
  EXPECT_NEAR(CliffDelta(V{1, 2}, V{0, 1, 2}), 1.0 / 3, 1e-15);
  EXPECT_EQ(CliffDelta(V{3, 4}, V{1, 2}), 1);
}

TEST(EffectSize, IntervalOfTheProbabilityOfImprovementIsThatOfPlainResampling) {
  const V a = {3, 9, 4, 7, 8.5, 2, 5, 5}, b = {1, 2.5, 6, 5, 3, 4};
  const BootstrapOptions options{.resamples = 40'000};
  const Interval fast = *ProbabilityOfImprovementInterval(a, b, options);
  const Interval plain = *StratifiedInterval(
      {a, b}, [](const Strata& s) { return ProbabilityOfImprovement(s[0], s[1]); }, options);
  EXPECT_NEAR(fast.low, plain.low, 0.01);
  EXPECT_NEAR(fast.high, plain.high, 0.01);
  EXPECT_EQ(*ProbabilityOfImprovementInterval(V{2, 3}, V{0, 1}, options), (Interval{1, 1}));
}

}  // namespace
}  // namespace gaitbench
