#include "results/compare/shown_interval.h"

#include <gtest/gtest.h>

#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

const std::vector<double> kA = {1, 2, 6}, kB = {0, 1, 1, 3};

TEST(ShownInterval, ByStudentsTUnlessThePapersKindIsAskedFor) {
  const ComparisonOptions student = {}, percentile = {.intervals = IntervalKind::kPercentile};
  EXPECT_EQ(MeanInterval(kA, student), EstimateMean(kA).interval(0.95));
  EXPECT_EQ(MeanInterval(kA, percentile), PercentileInterval(kA, Mean, percentile.Bootstrap()));
  EXPECT_EQ(DifferenceInterval(kA, kB, student),
            MeanDifference(EstimateMean(kA), EstimateMean(kB)).interval(0.95));
  EXPECT_EQ(DifferenceInterval(kA, kB, percentile),
            MeanDifferenceInterval(kA, kB, percentile.Bootstrap()));
}

TEST(ShownInterval, IsNamed) {
  EXPECT_EQ(MeanIntervalText({}), "Student's t");
  EXPECT_EQ(DifferenceIntervalText({}), "Welch's t");
  EXPECT_EQ(MeanIntervalText({.intervals = IntervalKind::kPercentile, .resamples = 500}),
            "percentile bootstrap over seeds, 500 resamples");
}

}  // namespace
}  // namespace gaitbench
