#include "results/statistics/statistics.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using V = std::vector<double>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Statistics, MeanAndDeviationByHand) {
  EXPECT_EQ(Mean(V{1, 2, 6}), 3);
  EXPECT_EQ(*StandardDeviation(V{1, 2, 6}), std::sqrt(7.0));  // (4 + 1 + 9) / 2
}

TEST(Statistics, DeviationOfOneValueIsNoneAndOfEqualOnesZero) {
  EXPECT_FALSE(StandardDeviation(V{5}).has_value());
  EXPECT_EQ(*StandardDeviation(V{5, 5, 5}), 0);
}

TEST(Statistics, DeviationDoesNotCancelFarFromZero) {
  EXPECT_EQ(*StandardDeviation(V{1e9, 1e9 + 1, 1e9 + 2}), 1);  // E[x^2] - E[x]^2 gives 0 here
}

TEST(Statistics, QuantilesInterpolateLinearly) {
  const V sample = {40, 10, 20, 30};
  EXPECT_EQ(Quantile(sample, 0), 10);
  EXPECT_EQ(Quantile(sample, 1), 40);
  EXPECT_EQ(Quantile(sample, 0.5), 25);
  EXPECT_EQ(Quantile(sample, 0.1), 13);
  EXPECT_EQ(Median(V{3, 1, 2}), 2);
  EXPECT_EQ(Quantile(V{7}, 0.3), 7);
}

TEST(Statistics, InterquartileMeanDropsAFourthRoundedDownFromEachEnd) {
  EXPECT_EQ(InterquartileMean(V{1, 2, 9}), 4);                     // drops none
  EXPECT_EQ(InterquartileMean(V{-100, 1, 3, 100}), 2);             // one at each end
  EXPECT_EQ(InterquartileMean(V{9, 8, 0, 1, 9, 8, 2, 1, 0}), 4);   // two: keeps 1, 1, 2, 8, 8
  EXPECT_EQ(InterquartileMean(V{0, 0, 1, 2, 3, 4, 50, 60}), 2.5);  // two
}

TEST(Statistics, InfinitiesStayWhereTheyAre) {
  EXPECT_EQ(Median(V{1, kInfinity, kInfinity}), kInfinity);
  EXPECT_EQ(Quantile(V{kInfinity, kInfinity}, 0.5), kInfinity);
  EXPECT_EQ(Median(V{1, kInfinity}), kInfinity);
  EXPECT_EQ(Quantile(V{1, kInfinity}, 0.1), kInfinity);
  EXPECT_EQ(Median(V{-kInfinity, 1}), -kInfinity);
  EXPECT_TRUE(std::isnan(Median(V{-kInfinity, kInfinity})));
  EXPECT_EQ(InterquartileMean(V{-kInfinity, 1, 3, kInfinity}), 2);
  EXPECT_EQ(Mean(V{1, kInfinity}), kInfinity);
}

TEST(Statistics, NanIsNeverLost) {
  EXPECT_TRUE(std::isnan(Mean(V{1, NAN, 2})));
  EXPECT_TRUE(std::isnan(Median(V{1, NAN, 2})));
  EXPECT_TRUE(std::isnan(InterquartileMean(V{1, 2, 3, NAN})));
  EXPECT_TRUE(std::isnan(*StandardDeviation(V{1, NAN})));
}

TEST(Statistics, SumsThatOverflowDoNotMakeInfiniteMeans) {
  const std::vector<double> large = {1.5e308, 1.6e308, 1.7e308};
  EXPECT_DOUBLE_EQ(Mean(large), 1.6e308);
  EXPECT_NEAR(*StandardDeviation(large) / 1e307, 1, 1e-12);
  EXPECT_EQ(ScaleToOne(large), std::ldexp(1.0, -1023));
  EXPECT_EQ(ScaleToOne(std::vector<double>{0, 0}), 1);
  EXPECT_TRUE(std::isinf(Mean(std::vector<double>{INFINITY, 1})));
}

// ten times 0.1 has a mean that is not 0.1
TEST(Statistics, EqualValuesHaveNoSpread) {
  EXPECT_EQ(*StandardDeviation(std::vector<double>(10, 0.1)), 0);
}

}  // namespace
}  // namespace gaitbench
