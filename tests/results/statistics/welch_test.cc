#include "results/statistics/welch.h"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using V = std::vector<double>;

// by hand: mean 3, variance 2, over 3 values
TEST(Welch, AMeanByHand) {
  const MeanEstimate mean = EstimateMean(V{2, 3, 4});
  EXPECT_EQ(mean.value, 3);
  EXPECT_DOUBLE_EQ(mean.error, std::sqrt(1.0 / 3));
  EXPECT_EQ(mean.degrees_of_freedom, 2);
}

TEST(Welch, StudentsIntervalByHand) {
  const auto interval = EstimateMean(V{1, 2, 6}).interval(0.95);
  const double half_width = 4.302652729749464 * std::sqrt(7.0 / 3.0);  // t(0.975, 2)
  EXPECT_NEAR(interval->low, 3 - half_width, 1e-12);
  EXPECT_NEAR(interval->high, 3 + half_width, 1e-12);
}

// 2, 3, 4 and 0, 4: sums of squares 2 and 8, 3 degrees of freedom; 10 / 3 (1 / 3 + 1 / 2) = 25 / 9
TEST(Welch, OneSpreadForBothByHand) {
  const MeanEstimate difference = PooledDifference(EstimateMean(V{2, 3, 4}), EstimateMean(V{0, 4}));
  EXPECT_EQ(difference.value, 1);
  EXPECT_EQ(difference.degrees_of_freedom, 3);
  EXPECT_DOUBLE_EQ(difference.error, 5.0 / 3);
}

// Errors 3 and 4 make 5; (9 + 16)^2 / (81 / 4 + 256 / 8) = 11.9617 degrees of freedom.
TEST(Welch, ADifferenceByHand) {
  const MeanEstimate difference = MeanDifference({10, 3, 4}, {2, 4, 8});
  EXPECT_EQ(difference.value, 8);
  EXPECT_DOUBLE_EQ(difference.error, 5);
  EXPECT_NEAR(difference.degrees_of_freedom, 11.9617, 1e-4);
  EXPECT_NEAR(*difference.p_above() + *difference.p_below(), 1, 1e-15);
  EXPECT_DOUBLE_EQ(*difference.p_two_sided(), 2 * *difference.p_above());
  EXPECT_GT(*difference.p_below(), 0.9);
}

TEST(Welch, AWeightOfNothingLeavesAMeanOut) {
  const MeanEstimate sum =
      WeightedSum(std::array<MeanEstimate, 2>{{{1, 2, 5}, {7, 9, 3}}}, std::array{-2.0, 0.0});
  EXPECT_EQ(sum.value, -2);
  EXPECT_EQ(sum.error, 4);
  EXPECT_EQ(sum.degrees_of_freedom, 5);
}

TEST(Welch, OneValueTellsNoSpreadAndEqualOnesHaveNoTest) {
  const MeanEstimate one = MeanDifference(EstimateMean(V{5}), EstimateMean(V{1, 2, 3}));
  EXPECT_EQ(one.value, 3);
  EXPECT_FALSE(one.interval(0.95) || one.p_two_sided());
  const MeanEstimate equal = MeanDifference(EstimateMean(V{5, 5}), EstimateMean(V{1, 1}));
  EXPECT_EQ(*equal.interval(0.95), (Interval{4, 4}));
  EXPECT_FALSE(equal.p_two_sided() || equal.p_above());
}

TEST(Welch, LargeErrorsDoNotOverflow) {
  const MeanEstimate difference = MeanDifference({1e300, 3e200, 4}, {0, 4e200, 8});
  EXPECT_DOUBLE_EQ(difference.error, 5e200);
  EXPECT_NEAR(difference.degrees_of_freedom, 11.9617, 1e-4);
}

TEST(Welch, AnIntervalBeyondWhatADoubleHoldsIsNone) {
  constexpr double kLargest = std::numeric_limits<double>::max();
  EXPECT_FALSE(EstimateMean(V{-kLargest, kLargest}).interval(0.95));
  EXPECT_TRUE(EstimateMean(V{1e300, 2e300}).interval(0.95));
}

}  // namespace
}  // namespace gaitbench
