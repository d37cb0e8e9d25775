#include "results/paper/paper_comparison.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

// figure 1 on Walker2d: with annealing 3303, without 3025; ours is +24
TEST(PaperComparison, AMainEffectStandsBesideThePapers) {
  std::vector<RunLog> logs = GridRuns(3, 1);
  for (RunLog& log : logs) log.environment = "Walker2d-v2";
  const auto effects = CompareEffectsWithPaper(FindFactorials(logs, {}), {});
  ASSERT_EQ(effects.size(), 2u);
  const PaperCell& annealing = effects[1];
  EXPECT_EQ(annealing.variant, "annealing");
  EXPECT_NEAR(annealing.paper, 3303 - 3025, 1);
  EXPECT_NEAR(*annealing.difference, 24 - (3303 - 3025), 3);
  // 40 agents a side, standard deviations 910 and 825: 1.96 sqrt((910^2 + 825^2) / 40) = 381
  EXPECT_NEAR(annealing.paper_interval->high - annealing.paper, 381, 30);
  EXPECT_TRUE(annealing.difference_interval->Contains(*annealing.difference));
}

// by hand: 10 - 4 = 6, sqrt(3^2 + 4^2) = 5 below, sqrt(12^2 + 5^2) = 13 above
TEST(PaperComparison, ADifferencesIntervalIsMadeOfTheTwo) {
  EXPECT_EQ(DifferenceOfIntervals(10, {7, 22}, 4, {-1, 8}), (Interval{1, 19}));
}

TEST(PaperComparison, EachCellStandsBesideThePapers) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v2", "ppo", {2400, 2500, 2600}, logs);
  AppendRuns("Hopper-v2", "mine", {1, 2, 3}, logs);
  const auto cells = CompareWithPaper(CompareRuns(logs, {}), {});
  ASSERT_EQ(cells.size(), 1u);
  EXPECT_EQ(cells[0].difference, 2500 - 2513);
  EXPECT_EQ(cells[0].num_seeds, 3);
  EXPECT_TRUE(cells[0].difference_interval->Contains(*cells[0].difference));
}

// PPO on Hopper has 2513 and a standard error of 61.5 over 80 agents in the paper, a standard
// deviation of 550. Three seeds 500 above it that are close together tell much by Welch's t, little
// when the agents' spread counts: 500 / (541 sqrt(1/3 + 1/80)) has p = 0.12.
TEST(PaperComparison, AFewSeedsCloseTogetherAreJudgedByTheAgentsSpread) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v2", "ppo", {3012, 3013, 3014}, logs);
  const auto cells = CompareWithPaper(CompareRuns(logs, {}), {});
  EXPECT_NEAR(*cells[0].p, 0.12, 0.01);
  EXPECT_FALSE(cells[0].differs);
  EXPECT_LT(cells[0].difference_interval->low, 0);
}

// 4 of 7 runs of PPO diverged, and all of TRPO
TEST(PaperComparison, RunsThatDivergedClaimNothingAndAreNotLeftOut) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v2", "ppo", {1, 2, 3, 4, 5, 6, 7}, logs);
  AppendRuns("Hopper-v2", "trpo", {1, 2}, logs);
  for (const size_t run : {size_t{3}, size_t{4}, size_t{5}, size_t{6}, size_t{7}, size_t{8}})
    logs[run].diverged = Divergence{1, "not finite"};
  const auto cells = CompareWithPaper(CompareRuns(logs, {}), {});
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_LT(*cells[0].p_holm, 1e-4);
  EXPECT_EQ(cells[0].num_diverged, 4);
  EXPECT_FALSE(cells[0].differs);
  EXPECT_EQ(cells[1].num_diverged, 2);
  EXPECT_FALSE(cells[1].here || cells[1].difference || cells[1].p);
}

TEST(PaperComparison, CellsAreTestedTogether) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v2", "ppo", {900, 1000, 1100}, logs);
  AppendRuns("Hopper-v2", "trpo", {2000, 2050, 2100}, logs);
  const auto cells = CompareWithPaper(CompareRuns(logs, {}), {});
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_DOUBLE_EQ(*cells[0].p_holm, 2 * *cells[0].p);
  EXPECT_TRUE(cells[0].differs);
  EXPECT_FALSE(cells[1].differs);
}

}  // namespace
}  // namespace gaitbench
