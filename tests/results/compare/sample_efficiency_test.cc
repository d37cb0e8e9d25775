#include "results/compare/sample_efficiency.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

const std::vector<ScoreScale> kScales = {{.environment = "Hopper", .low = 0, .high = 100}};

SampleEfficiency Only(const std::vector<RunLog>& logs) {
  return SampleEfficiencies(logs, CompareRuns(logs, {.last_iterations = 2}), kScales).at(0);
}

TEST(SampleEfficiency, AreaAndStepsByHand) {
  const SampleEfficiency found = Only({MakeRun("Hopper-v4", "ppo", 0, {10, 40, 60, 90}),
                                       MakeRun("Hopper-v4", "ppo", 1, {60, 60, 20, 20}),
                                       MakeRun("Hopper-v4", "ppo", 2, {0, 0, 0, 100})});
  EXPECT_DOUBLE_EQ(found.area, (50.0 + 40 + 25) / 3);
  EXPECT_EQ(found.threshold, 50);
  EXPECT_EQ(found.num_reached, 3);
  EXPECT_EQ(found.steps, 3 * 2048);  // of 3, 2 and 4 iterations
  EXPECT_EQ(*found.steps_interval, (Interval{2 * 2048, 4 * 2048}));
}

TEST(SampleEfficiency, SeedsThatNeverGetThereCountAsInfinite) {
  const SampleEfficiency found =
      Only({MakeRun("Hopper-v4", "ppo", 0, {60, 60}), MakeRun("Hopper-v4", "ppo", 1, {1, 1}),
            MakeRun("Hopper-v4", "ppo", 2, {1, 1})});
  EXPECT_EQ(found.num_reached, 1);
  EXPECT_FALSE(WriteJson(found).contains("of_evaluations"));
  EXPECT_TRUE(std::isinf(*found.steps));
  EXPECT_EQ(found.steps_interval->low, 2 * 2048);
}

TEST(SampleEfficiency, RunsThatAreNotInTheMeanAreNotInHere) {
  std::vector<RunLog> logs = {MakeRun("Hopper-v4", "ppo", 0, {60, 60}),
                              MakeRun("Hopper-v4", "ppo", 1, {500, 500})};
  logs[1].diverged = Divergence{1, "not finite"};
  EXPECT_EQ(Only(logs).num_seeds, 1);
  EXPECT_EQ(Only(logs).num_diverged, 1);
  EXPECT_EQ(Only(logs).area, 60);
}

// of four seeds one got there: the median is of all four
TEST(SampleEfficiency, ARunThatDivergedNeverGotThere) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {60, 500, 500, 500}, logs);
  for (size_t run = 1; run < 4; ++run) logs[run].diverged = Divergence{1, "not finite"};
  EXPECT_EQ(Only(logs).num_reached, 1);
  EXPECT_TRUE(std::isinf(*Only(logs).steps));
}

TEST(SampleEfficiency, OfRunsWithEvaluationsItIsOfThese) {
  const SampleEfficiency found =
      Only({MakeEvaluatedRun("Hopper-v4", "sac", 0, {90, 90, 90}, {20, NAN, 90})});
  EXPECT_EQ(WriteJson(found)["of_evaluations"], true);
  EXPECT_EQ(found.area, 55);
  EXPECT_EQ(found.steps, 3 * 2048);
}

TEST(SampleEfficiency, WithoutAScaleThereIsNoThreshold) {
  const SampleEfficiency found = Only({MakeRun("Ant-v4", "ppo", 0, {60, 60})});
  EXPECT_FALSE(found.threshold || found.steps);
}

}  // namespace
}  // namespace gaitbench
