#include "results/compare/difference.h"

#include <gtest/gtest.h>

#include "results/statistics/planner.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

Comparison TwoVariants() {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600, 2550}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {2000, 2100, 2300, 2200}, logs);
  AppendRuns("Walker2d-v4", "ppo", {10, 30, 20, 50}, logs);
  AppendRuns("Walker2d-v4", "ppo_m", {20, 10, 40, 30}, logs);
  return CompareRuns(logs, {});
}

TEST(Difference, ValueIntervalAndEffectByHand) {
  const Difference hopper = Differences(TwoVariants(), "ppo", "ppo_m")[0];
  EXPECT_EQ(hopper.environment, "Hopper-v4");
  EXPECT_EQ(hopper.value, 362.5);
  EXPECT_EQ(hopper.probability_of_improvement, 1);
  EXPECT_NEAR(*hopper.relative, 362.5 / 2150, 1e-15);
  EXPECT_TRUE(hopper.interval->Contains(362.5));
  EXPECT_TRUE(hopper.holds);
}

TEST(Difference, OfReturnsAloneIsThatOfRuns) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {2400, 2500, 2600, 2550}, logs);
  AppendRuns("Hopper-v4", "ppo_m", {2000, 2100, 2300, 2200}, logs);
  const Difference of_runs = Differences(CompareRuns(logs, {}), "ppo", "ppo_m")[0];
  const Difference of_returns =
      DifferenceBetween(ResultOfReturns({2400, 2500, 2600, 2550}, {}),
                        ResultOfReturns({2000, 2100, 2300, 2200}, {}), {});
  EXPECT_EQ(of_returns.value, of_runs.value);
  EXPECT_EQ(of_returns.interval, of_runs.interval);
  EXPECT_EQ(of_returns.welch->p_holm, of_runs.welch->p_holm);
  EXPECT_EQ(of_returns.seeds_to_tell_apart, of_runs.seeds_to_tell_apart);
  EXPECT_EQ(of_returns.holds, of_runs.holds);
}

TEST(Difference, SwappingTheTwoTurnsTheSign) {
  const Comparison comparison = TwoVariants();
  const Difference forth = Differences(comparison, "ppo", "ppo_m")[0],
                   back = Differences(comparison, "ppo_m", "ppo")[0];
  EXPECT_EQ(back.value, -forth.value);
  EXPECT_EQ(back.cliff_delta, -forth.cliff_delta);
  EXPECT_EQ(back.welch->p, forth.welch->p);
  EXPECT_EQ(back.interval->low, -forth.interval->high);
  EXPECT_EQ(back.interval->high, -forth.interval->low);
}

TEST(Difference, PValuesAreAdjustedOverTheEnvironments) {
  const auto differences = Differences(TwoVariants(), "ppo", "ppo_m");
  ASSERT_EQ(differences.size(), 2u);
  EXPECT_DOUBLE_EQ(*differences[0].welch->p_holm, 2 * differences[0].welch->p);
}

TEST(Difference, OfTwoSeedsNothingHolds) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {300, 300.1}, logs);
  AppendRuns("e", "ppo_m", {100, 100.1}, logs);
  const Comparison comparison = CompareRuns(logs, {});
  const auto differences = Differences(comparison, "ppo", "ppo_m");
  EXPECT_LT(differences[0].welch->p, 1e-4);
  EXPECT_FALSE(differences[0].holds);
  EXPECT_FALSE(comparison.Find("e", "ppo")->clearly_best);
}

// Welch's p of 5 to 7 against 1 to 3 is 0.0080, of 4 to 6 0.0213: the first holds among four, the
// second would alone.
TEST(Difference, EachVariantToTheFirstIsTestedWithTheOthers) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2, 3}, logs);
  AppendRuns("e", "a", {5, 6, 7}, logs);
  AppendRuns("e", "b", {4, 5, 6}, logs);
  AppendRuns("e", "c", {1, 2, 3}, logs);
  AppendRuns("e", "d", {1, 2, 4}, logs);
  const Comparison comparison = CompareRuns(logs, {});
  const auto differences = DifferencesToFirst(comparison);
  ASSERT_EQ(differences.size(), 4u);
  EXPECT_TRUE(differences[0].holds);
  EXPECT_NEAR(*differences[0].welch->p_holm, 4 * 0.0080, 1e-3);
  EXPECT_FALSE(differences[1].holds);
  EXPECT_NEAR(*differences[1].welch->p_holm, 3 * 0.0213, 1e-3);
  EXPECT_TRUE(Differences(comparison, "b", "ppo")[0].holds);
}

TEST(Difference, TheIntervalIsWelchsAndThePapersKindStandsBesideIt) {
  const Difference hopper = Differences(TwoVariants(), "ppo", "ppo_m")[0];
  const double half_width = (hopper.interval->high - hopper.interval->low) / 2;
  // scipy.stats.ttest_ind(a, b, equal_var=False).confidence_interval()
  EXPECT_NEAR(half_width, 196.63, 0.01);
  EXPECT_LT(hopper.percentile_interval->high, hopper.interval->high);
}

TEST(Difference, HowManySeedsItWouldTake) {
  const Comparison comparison = TwoVariants();
  const auto differences = Differences(comparison, "ppo", "ppo_m");
  const VariantResult &a = differences[1].a, &b = differences[1].b;
  const int64_t n = *differences[1].seeds_to_tell_apart;
  EXPECT_GE(WelchPower(*a.mean - *b.mean, *a.standard_deviation, *b.standard_deviation, n, 0.025),
            0.8);
  EXPECT_LT(
      WelchPower(*a.mean - *b.mean, *a.standard_deviation, *b.standard_deviation, n - 1, 0.025),
      0.8);
}

TEST(Difference, OneSeedEachDecidesNothing) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a", {1}, logs);
  AppendRuns("e", "b", {2}, logs);
  const Comparison comparison = CompareRuns(logs, {});
  const auto differences = Differences(comparison, "a", "b");
  EXPECT_FALSE(differences[0].holds);
  EXPECT_EQ(ToJson(differences, comparison.options)["differences"][0]["interval"], nullptr);
}

TEST(Difference, UnknownVariantsAreErrorsThatNameTheKnownOnes) {
  try {
    Differences(TwoVariants(), "ppo", "pppo_m");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(), "pppo_m: no runs of this variant; there are runs of ppo, ppo_m");
  }
}

TEST(Difference, WhatNobodyMeasuredSaysWhatMeasuresIt) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a", {1, 2}, logs);
  AppendRuns("e", "b", {2, 3}, logs);
  logs[0].evaluation_returns = logs[1].evaluation_returns = {5};
  try {
    Differences(CompareRuns(logs, {.statistic = Metric::kEvaluationMeanReturn}), "a", "b");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(),
                 "the runs of b have no evaluation, which `gaitbench evaluate DIR` makes");
  }
}

TEST(Difference, VariantsThatNeverMeetAreAnError) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a", {1, 2}, logs);
  AppendRuns("f", "b", {2, 3}, logs);
  EXPECT_THROW(Differences(CompareRuns(logs, {}), "a", "b"), ConfigError);
}

// Of two seeds nothing is found, and more of them change nothing where runs diverged.
TEST(Difference, WhereMoreSeedsAreNotWhatIsMissingNoneArePlanned) {
  std::vector<RunLog> logs;
  AppendRuns("e", "a", {100, 101}, logs);
  AppendRuns("e", "b", {1, 2}, logs);
  const auto of_two = Differences(CompareRuns(logs, {}), "a", "b")[0];
  EXPECT_EQ(of_two.seeds_to_tell_apart, 3);
  EXPECT_FALSE(of_two.detectable);
  logs.clear();
  AppendRuns("e", "a", {100, 101, 102, 103}, logs);
  AppendRuns("e", "b", {1, 2, 3, 4}, logs);
  logs.front().diverged = Divergence{1, "not finite"};
  const auto diverged = Differences(CompareRuns(logs, {}), "a", "b")[0];
  EXPECT_FALSE(diverged.holds || diverged.seeds_to_tell_apart || diverged.detectable);
}

}  // namespace
}  // namespace gaitbench
