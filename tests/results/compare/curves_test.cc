#include "results/compare/curves.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

const std::vector<RunLog> kRuns = {MakeRun("e", "v", 0, {1, 2, 3}), MakeRun("e", "v", 1, {3, 4, 9}),
                                   MakeRun("e", "v", 2, {5, NAN})};
const std::vector<const RunLog*> kPointers = {&kRuns[0], &kRuns[1], &kRuns[2]};

TEST(Curves, MeanOverTheSeedsThatAreThere) {
  const Curve curve = CurveOf(kPointers, kMeanReturn, {});
  EXPECT_EQ(curve.mean, (std::vector<double>{3, 3, 6}));
  EXPECT_EQ(curve.num_seeds, (std::vector<double>{3, 2, 2}));
  EXPECT_EQ(curve.env_steps, (std::vector<double>{2048, 4096, 6144}));
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_LE(curve.mean_low[i], curve.mean[i]);
    EXPECT_GE(curve.mean_high[i], curve.mean[i]);
  }
}

TEST(Curves, WithoutResamplesThereIsNoBand) {
  const RunLog a = MakeRun("e", "v", 0, {1, 2}), b = MakeRun("e", "v", 1, {3, 4});
  const std::vector<const RunLog*> runs = {&a, &b};
  const Curve curve = CurveOf(runs, kMeanReturn, {.resamples = 0});
  EXPECT_EQ(curve.mean, (std::vector<double>{2, 3}));
  EXPECT_TRUE(std::isnan(curve.mean_low[0]) && std::isnan(curve.interquartile_mean_high[1]));
}

TEST(Curves, OneRunHasNoBand) {
  const std::vector<const RunLog*> one = {&kRuns[0]};
  EXPECT_TRUE(std::isnan(CurveOf(one, kMeanReturn, {}).mean_low[0]));
}

TEST(Curves, NotMeasuredIsNotZero) {
  const Curve curve = CurveOf(kPointers, "max_ratio", {});
  EXPECT_TRUE(std::isnan(curve.mean[0]));
  EXPECT_EQ(curve.num_seeds[0], 0);
  EXPECT_EQ(CurveOf(kPointers, "no_such_column", {}).num_seeds, (std::vector<double>{0, 0, 0}));
}

TEST(Curves, AreaIsTheMeanOverTraining) {
  EXPECT_EQ(AreaUnderCurve(kRuns[0]), 2);
  EXPECT_EQ(AreaUnderCurve(kRuns[2]), 5);
}

TEST(Curves, StepsToReachLookAtTheMeanOfTheWindow) {
  const RunLog run = MakeRun("e", "v", 0, {0, 100, 0, 10, 20, 30});
  EXPECT_EQ(StepsToReach(run, 50, 1), 2 * 2048);
  EXPECT_EQ(StepsToReach(run, 15, 2), 2 * 2048);
  EXPECT_EQ(StepsToReach(run, 20, 3), 3 * 2048);
  EXPECT_FALSE(StepsToReach(run, 60, 2).has_value());
}

TEST(Curves, RunningMeansAsInThePapersFigures) {
  EXPECT_EQ(RunningMean(std::vector<double>{2, 4, 9, 1}, 2), (std::vector<double>{2, 3, 6.5, 5}));
  EXPECT_EQ(RunningMean(std::vector<double>{2, NAN, 6}, 100), (std::vector<double>{2, 2, 4}));
}

}  // namespace
}  // namespace gaitbench
