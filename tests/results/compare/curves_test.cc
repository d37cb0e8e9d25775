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
  const Curve curve = CurveOf(kPointers, kMeanReturn);
  EXPECT_EQ(curve.mean, (std::vector<double>{3, 3, 6}));
  EXPECT_EQ(curve.num_seeds, (std::vector<double>{3, 2, 2}));
  EXPECT_EQ(curve.env_steps, (std::vector<double>{2048, 4096, 6144}));
}

TEST(Curves, AnIterationStandsAtTheMedianOfTheSecondsUpToItsEnd) {
  std::vector<RunLog> runs = kRuns;
  const double seconds[] = {1, 2, 30};
  for (size_t run = 0; run < runs.size(); ++run) {
    for (IterationTiming& iteration : runs[run].timing) iteration.total = seconds[run];
  }
  EXPECT_EQ(TrainingSeconds(runs[1]), (std::vector<double>{2, 4, 6}));
  const std::vector<const RunLog*> all = {&runs[0], &runs[1], &runs[2]};
  EXPECT_EQ(MedianTrainingSeconds(all), (std::vector<double>{2, 4, 4.5}));
  runs[0].timing.clear();  // only the slow ones are left, and one of them for two iterations
  EXPECT_EQ(MedianTrainingSeconds(all), (std::vector<double>{16, 32, 32}));
}

TEST(Curves, ABandIsAroundTheMeanAtTheIterationsAskedFor) {
  const std::vector<size_t> some = {0, 2};
  const std::vector<Interval> band = BandOfMean(kPointers, kMeanReturn, some, {});
  ASSERT_EQ(band.size(), 2u);
  EXPECT_TRUE(band[0].Contains(3) && band[0].low < 3 && band[0].high > 3);
  EXPECT_TRUE(band[1].Contains(6));
  const std::vector<size_t> last = {2};
  EXPECT_EQ(BandOfMean(kPointers, kMeanReturn, last, {})[0], band[1]);
}

TEST(Curves, OneRunHasNoBand) {
  const std::vector<const RunLog*> one = {&kRuns[0]};
  const std::vector<size_t> first = {0};
  EXPECT_TRUE(std::isnan(BandOfMean(one, kMeanReturn, first, {})[0].low));
}

TEST(Curves, NotMeasuredIsNotZero) {
  const Curve curve = CurveOf(kPointers, "max_ratio");
  EXPECT_TRUE(std::isnan(curve.mean[0]));
  EXPECT_EQ(curve.num_seeds[0], 0);
  EXPECT_EQ(CurveOf(kPointers, "no_such_column").num_seeds, (std::vector<double>{0, 0, 0}));
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
  const RunLog shorter = MakeRun("e", "v", 0, {10, 30});
  EXPECT_EQ(StepsToReach(shorter, 20, 5), 2 * 2048);
  EXPECT_FALSE(StepsToReach(shorter, 21, 5).has_value());
}

TEST(Curves, EvaluationsStandForTheIterationsOfARunThatHasThem) {
  const RunLog run = MakeEvaluatedRun("e", "v", 0, {50, 50, 50, 50, 50}, {NAN, 10, NAN, 20, 60});
  EXPECT_EQ(AreaUnderCurve(run), 30);
  EXPECT_EQ(StepsToReach(run, 15, 5), 4 * 2048);
  EXPECT_EQ(StepsToReach(run, 60, 5), 5 * 2048);
  EXPECT_FALSE(StepsToReach(run, 61, 5).has_value());
}

TEST(Curves, RunningMeansAsInThePapersFigures) {
  EXPECT_EQ(RunningMean(std::vector<double>{2, 4, 9, 1}, 2), (std::vector<double>{2, 3, 6.5, 5}));
  EXPECT_EQ(RunningMean(std::vector<double>{2, NAN, 6}, 100), (std::vector<double>{2, 2, 4}));
}

}  // namespace
}  // namespace gaitbench
