#include "results/paper/paper_indices.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

// The paper's Walker2d means: AAI 242, ACLI 557.
TEST(PaperIndices, ThePapersTableByHand) {
  const auto indices = PaperIndices(
      "Walker2d-v2", {.ppo = {3292}, .ppo_m = {2735}, .trpo = {2791}, .trpo_plus = {3050}}, {});
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
  EXPECT_FALSE(indices[0].interval.has_value());  // one seed each
  EXPECT_EQ(indices[2].name, "ACLI - AAI");
  EXPECT_EQ(indices[2].value, 315);
}

TEST(PaperIndices, NegativeDifferencesCountByTheirSize) {
  const auto indices = PaperIndices(
      "Humanoid-v2", {.ppo = {806}, .ppo_m = {674}, .trpo = {586}, .trpo_plus = {1030}}, {});
  EXPECT_EQ(indices[0].value, 224);
  EXPECT_EQ(indices[1].value, 444);
}

TEST(PaperIndices, AVariantWithoutRunsGivesNone) {
  EXPECT_TRUE(
      PaperIndices("e", {.ppo = {1}, .ppo_m = {}, .trpo = {1}, .trpo_plus = {1}}, {}).empty());
}

TEST(PaperIndices, ConstantSeedsGiveAPointAndSpreadOnesAnInterval) {
  const auto constant = PaperIndices("e", {{5, 5}, {4, 4}, {3, 3}, {1, 1}}, {});
  EXPECT_EQ(*constant[0].interval, (Interval{4, 4}));
  EXPECT_EQ(*constant[1].terms[1].interval, (Interval{-2, -2}));  // TRPO+ - TRPO
  EXPECT_EQ(*constant[1].interval, (Interval{2, 2}));
  EXPECT_EQ(*constant[2].interval, (Interval{-2, -2}));
  const auto spread = PaperIndices("e", {{5, 6, 7}, {4, 4, 5}, {3, 2, 3}, {1, 0, 1}}, {});
  EXPECT_TRUE(spread[0].interval->Contains(spread[0].value));
  EXPECT_LT(spread[0].interval->low, spread[0].interval->high);
}

TEST(PaperIndices, FourVariantsOfAComparisonHaveThem) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo_m", {1, 2, 3, 4}, logs);
  AppendRuns("Hopper-v4", "ppo", {11, 12, 13, 14}, logs);
  EXPECT_TRUE(PaperIndices(CompareRuns(logs, {})).empty());
  AppendRuns("Hopper-v4", "trpo", {4, 5}, logs);
  AppendRuns("Hopper-v4", "trpo_plus", {9, 10}, logs);
  const auto indices = PaperIndices(CompareRuns(logs, {}));
  ASSERT_EQ(indices.size(), 3u);
  EXPECT_EQ(indices[0].value, 3);   // PPO - TRPO+
  EXPECT_EQ(indices[1].value, 10);  // PPO - PPO-M
  EXPECT_EQ(indices[2].value, 7);
}

}  // namespace
}  // namespace gaitbench
