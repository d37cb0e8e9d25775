#include "results/paper/paper_indices.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

// [row][column] of means with these standard errors and 9 degrees of freedom
TwoByTwo Corners(const std::array<double, 4>& means, double error) {
  const auto mean = [&](size_t i) { return MeanEstimate{means[i], error, 9}; };
  return EstimateTwoByTwo({}, {{{mean(0), mean(1)}, {mean(2), mean(3)}}}, 0.95);
}

// The paper's Walker2d means: AAI 242, ACLI 557.
TEST(PaperIndices, ThePapersTableByHand) {
  const auto indices = PaperIndices(Corners({3292, 2735, 3050, 2791}, NAN));
  ASSERT_EQ(indices.size(), 3u);
  EXPECT_EQ(indices[0].name, "AAI");
  EXPECT_EQ(indices[0].value, 242);
  EXPECT_EQ(indices[0].terms[0].name, "PPO - TRPO+");
  EXPECT_EQ(indices[0].terms[0].value, 242);
  EXPECT_EQ(indices[0].terms[1].name, "PPO-M - TRPO");
  EXPECT_EQ(indices[0].terms[1].value, -56);
  EXPECT_EQ(indices[1].name, "ACLI");
  EXPECT_EQ(indices[1].value, 557);
  EXPECT_EQ(indices[1].terms[0].name, "PPO - PPO-M");
  EXPECT_EQ(indices[1].terms[0].value, 557);
  EXPECT_EQ(indices[1].terms[1].name, "TRPO+ - TRPO");
  EXPECT_EQ(indices[1].terms[1].value, 259);
  EXPECT_EQ(indices[2].name, "ACLI - AAI");
  EXPECT_EQ(indices[2].value, 315);
  for (const PaperIndex& index : indices) EXPECT_FALSE(index.interval.has_value());
}

TEST(PaperIndices, NegativeDifferencesCountByTheirSize) {
  const auto indices = PaperIndices(Corners({806, 674, 1030, 586}, 0));
  EXPECT_EQ(indices[0].value, 224);
  EXPECT_EQ(indices[1].value, 444);
  EXPECT_EQ(*indices[0].interval, (Interval{224, 224}));
  EXPECT_EQ(*indices[1].interval, (Interval{444, 444}));
}

// Each difference has the error 3 sqrt 2 and 18 degrees of freedom, whose 97.47 % quantile is
// 2.4388 (scipy.stats.t.ppf((1 + 0.95**0.5) / 2, 18)): half widths of 10.347. Those of AAI are 20
// and -4: [9.653, 30.347] and [-14.347, 6.347].
TEST(PaperIndices, TheIntervalIsTheMaximumOverTheBoxOfTwo) {
  const auto indices = PaperIndices(Corners({30, 6, 10, 10}, 3));
  EXPECT_NEAR(indices[0].interval->low, 9.653, 1e-3);
  EXPECT_NEAR(indices[0].interval->high, 30.347, 1e-3);
  // of ACLI, 24 and 0: [13.653, 34.347] and [-10.347, 10.347]
  EXPECT_NEAR(indices[1].interval->low, 13.653, 1e-3);
  EXPECT_NEAR(indices[1].interval->high, 34.347, 1e-3);
}

TEST(PaperIndices, WhereBothDifferencesMayBeNothingSoMayTheIndex) {
  const auto indices = PaperIndices(Corners({11, 9, 10, 10}, 3));
  EXPECT_EQ(indices[0].interval->low, 0);
  EXPECT_GT(indices[0].interval->high, 10);
}

}  // namespace
}  // namespace gaitbench
