#include "results/statistics/contrasts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gaitbench {
namespace {

// Two seeds of a 2^2 grid; cell = a + 2 b. Cell means 2, 6, 4, 12; seed means 5, 7; residuals
// (0, -1, 1, 0) and their negatives: 4 squares of 1 over 3 degrees of freedom.
const GridReturns kReturns = {{1, 4, 4, 11}, {3, 8, 4, 13}};

TEST(Contrasts, ByHand) {
  const std::vector<size_t> a = {0}, b = {1}, ab = {0, 1};
  EXPECT_DOUBLE_EQ(EstimateContrast(kReturns, a, 0.95).value, 6);   // (6 + 12 - 2 - 4) / 2
  EXPECT_DOUBLE_EQ(EstimateContrast(kReturns, b, 0.95).value, 4);   // (4 + 12 - 2 - 6) / 2
  EXPECT_DOUBLE_EQ(EstimateContrast(kReturns, ab, 0.95).value, 2);  // (2 + 12 - 4 - 6) / 2
}

// standard error sqrt(4 / 3 * 4 / 8), t(0.975; 3) = 3.182446305284263; p = P(|T_3| > 6 / 0.8165)
TEST(Contrasts, TheErrorIsWhatCellsAndSeedsDoNotExplain) {
  const std::vector<size_t> a = {0};
  const ContrastEstimate estimate = EstimateContrast(kReturns, a, 0.95);
  EXPECT_NEAR(estimate.interval->high, 6 + 3.182446305284263 * std::sqrt(2.0 / 3), 1e-12);
  EXPECT_NEAR(estimate.interval->low, 6 - 3.182446305284263 * std::sqrt(2.0 / 3), 1e-12);
  EXPECT_NEAR(*estimate.p, 0.005207858944662818, 1e-14);
}

TEST(Contrasts, ALevelOfASeedCancels) {
  GridReturns shifted = kReturns;
  for (double& value : shifted[1]) value += 1000;
  const std::vector<size_t> a = {0};
  const Interval wide = *EstimateContrast(shifted, a, 0.95).interval;
  const Interval before = *EstimateContrast(kReturns, a, 0.95).interval;
  EXPECT_NEAR(wide.low, before.low, 1e-10);
  EXPECT_NEAR(wide.high, before.high, 1e-10);
}

TEST(Contrasts, OneSeedHasNoInterval) {
  const std::vector<size_t> a = {0};
  const ContrastEstimate estimate = EstimateContrast({{1, 2, 3, 4}}, a, 0.95);
  EXPECT_EQ(estimate.value, 1);
  EXPECT_FALSE(estimate.interval);
  EXPECT_FALSE(estimate.p);
}

TEST(Contrasts, AHalfGridKeepsTheOrderOfTheOthers) {
  EXPECT_EQ(HalfGrid({{0, 1, 2, 3, 4, 5, 6, 7}}, 1, true), (GridReturns{{2, 3, 6, 7}}));
  EXPECT_EQ(HalfGrid({{0, 1, 2, 3, 4, 5, 6, 7}}, 0, false), (GridReturns{{0, 2, 4, 6}}));
}

}  // namespace
}  // namespace gaitbench
