#include "results/compare/aggregate.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

TEST(Aggregate, StatisticsByHand) {
  const Strata scores = {{0, 1}, {0.5, 0.7}, {2, 4}};  // means 0.5, 0.6, 3
  EXPECT_NEAR(MeanScore(scores), 4.1 / 3, 1e-15);
  EXPECT_NEAR(MedianScore(scores), 0.6, 1e-15);
  EXPECT_NEAR(InterquartileMeanScore(scores), (0.5 + 0.7 + 1 + 2) / 4, 1e-15);  // drops 0 and 4
  EXPECT_NEAR(OptimalityGap(scores), (0.5 + 0.4 + 0) / 3, 1e-15);
  EXPECT_NEAR(ShareAbove(scores, 0.6), (0.5 + 0.5 + 1) / 3, 1e-15);
  EXPECT_NEAR(MeanProbabilityOfImprovement({{1, 2}, {0}}, {{0, 1}, {0}}), (3.5 / 4 + 0.5) / 2,
              1e-15);
}

TEST(Aggregate, ScalesAndWhatIsLeftOutStandInTheOutput) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {0, 10}, logs);
  AppendRuns("Walker2d-v4", "ppo", {5, 15}, logs);
  AppendRuns("Walker2d-v4", "trpo", {5, 15}, logs);
  AppendRuns("Ant-v4", "ppo", {5, 15}, logs);
  const auto aggregates = AggregateOverEnvironments(
      CompareRuns(logs, {}), {{"Hopper", 0, 10, "s"}, {"Walker2d", 5, 25, "s"}});
  ASSERT_EQ(aggregates.variants.size(), 1u);
  EXPECT_EQ(aggregates.variants[0].mean.value, (0.5 + 0.25) / 2);
  EXPECT_EQ(
      aggregates.notes,
      (std::vector<std::string>{"no reference returns, so in no score: Ant-v4",
                                "TRPO has no finished runs on some environment and is left out"}));
  const auto json = WriteJson(aggregates);
  EXPECT_EQ(json["scales"][1]["low"], 5);
  EXPECT_EQ(json["variants"][0]["mean"]["value"], 0.375);
}

TEST(Aggregate, WithoutAnyScaleNobodyIsLeftOutOfWhatThereIsNot) {
  std::vector<RunLog> logs;
  AppendRuns("Ant-v4", "ppo", {5, 15}, logs);
  AppendRuns("Pusher-v5", "ppo", {5, 15}, logs);
  const auto aggregates = AggregateOverEnvironments(CompareRuns(logs, {}), {});
  EXPECT_TRUE(aggregates.variants.empty());
  EXPECT_EQ(aggregates.notes,
            std::vector<std::string>{"no reference returns, so in no score: Ant-v4, Pusher-v5"});
}

TEST(Aggregate, AProfileFallsFromAllToNone) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2, 3, 4}, logs);
  const auto aggregates = AggregateOverEnvironments(CompareRuns(logs, {}), {{"e", 0, 4, "s"}});
  const auto& profile = aggregates.variants[0].profile;
  EXPECT_EQ(profile.share.front(), 1);
  EXPECT_EQ(profile.share.back(), 0);
  for (size_t i = 1; i < profile.share.size(); ++i) {
    EXPECT_LE(profile.share[i], profile.share[i - 1]);
    EXPECT_TRUE((Interval{profile.low[i], profile.high[i]}.Contains(profile.share[i])));
  }
}

}  // namespace
}  // namespace gaitbench
