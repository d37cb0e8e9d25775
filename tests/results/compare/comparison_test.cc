#include "results/compare/comparison.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

std::vector<RunLog> TwoVariants() {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo_m", {1, 2, 3, 4}, logs);
  AppendRuns("Hopper-v4", "ppo", {11, 12, 13, 14}, logs);
  return logs;
}

VariantResult ResultOf(std::span<const RunLog> logs, std::string_view variant) {
  const Comparison comparison = CompareRuns(logs, {});
  return *comparison.Find("Hopper-v4", variant);
}

bool HasFlag(const VariantResult& result, const std::string& flag) {
  return std::find(result.flags.begin(), result.flags.end(), flag) != result.flags.end();
}

std::string FlagsText(const VariantResult& result) {
  std::string text;
  for (const std::string& flag : result.flags) text += flag + "\n";
  return text;
}

TEST(Comparison, OneNumberPerSeed) {
  const Comparison comparison = CompareRuns(TwoVariants(), {});
  const VariantResult& ppo = *comparison.Find("Hopper-v4", "ppo");
  EXPECT_EQ(ppo.returns, (std::vector<double>{11, 12, 13, 14}));
  EXPECT_EQ(ppo.seeds, (std::vector<int64_t>{0, 1, 2, 3}));
  EXPECT_EQ(ppo.mean, 12.5);
  EXPECT_EQ(ppo.median, 12.5);
  EXPECT_EQ(ppo.interquartile_mean, 12.5);
  EXPECT_EQ(ppo.num_iterations, 6);
  EXPECT_EQ(ppo.env_steps, 6 * 2048);
  EXPECT_EQ(comparison.Find("Hopper-v4", "trpo"), nullptr);
}

TEST(Comparison, VariantsStandInTheOrderOfTheLogs) {
  std::vector<RunLog> logs;
  const std::vector<std::string> variants = {"zeta", "trpo_plus", "alpha", "ppo"};
  for (const std::string& variant : variants) AppendRuns("e", variant, {1, 2}, logs);
  EXPECT_EQ(CompareRuns(logs, {}).variants, variants);
}

TEST(Comparison, AMaximumIsMarkedAsBiased) {
  const Comparison comparison = CompareRuns(TwoVariants(), {.statistic = Metric::kMaxMeanReturn});
  EXPECT_NE(FlagsText(comparison.results[0]).find("biased upward"), std::string::npos);
}

TEST(Comparison, FewSeedsAreSaidAloud) {
  EXPECT_TRUE(HasFlag(CompareRuns(TwoVariants(), {}).results[0],
                      "4 seeds: too few to show what happens seldom"));
  EXPECT_TRUE(CompareRuns(TwoVariants(), {.enough_seeds = 4}).results[0].flags.empty());
}

TEST(Comparison, OneSeedHasAMeanAndNoInterval) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {7}, logs);
  const VariantResult result = CompareRuns(logs, {}).results[0];
  EXPECT_EQ(result.mean, 7);
  EXPECT_FALSE(result.mean_interval || result.standard_deviation || result.mean_student_interval);
  EXPECT_TRUE(HasFlag(result, "1 seed: no interval"));
}

TEST(Comparison, DivergedRunsLeaveTheMeanButNotInSilence) {
  std::vector<RunLog> logs = TwoVariants();
  logs[5].columns.Resize(3);
  logs[5].diverged = Divergence{3, "the loss is not finite"};
  const VariantResult result = ResultOf(logs, "ppo");
  EXPECT_EQ(result.returns, (std::vector<double>{11, 13, 14}));
  EXPECT_TRUE(HasFlag(result,
                      "1 of 4 runs diverged and is not in the mean (seed 1 at iteration 3: the "
                      "loss is not finite)"))
      << FlagsText(result);
}

TEST(Comparison, UnfinishedMissingAndUnmeasuredSeedsAreSaidAloud) {
  std::vector<RunLog> logs = TwoVariants();
  logs[0].columns.Resize(2);
  logs[1].columns.Resize(0);
  logs[1].num_iterations = 0;
  for (double& mean_return : logs[2].columns.Values(kMeanReturn)) mean_return = NAN;
  logs.erase(logs.begin() + 4);
  const Comparison comparison = CompareRuns(logs, {});
  const VariantResult& ppo_m = *comparison.Find("Hopper-v4", "ppo_m");
  EXPECT_TRUE(HasFlag(ppo_m, "2 of 4 runs are unfinished and not in the mean (seeds 0, 1)"))
      << FlagsText(ppo_m);
  EXPECT_TRUE(HasFlag(ppo_m, "1 of 4 runs has no episode and is not in the mean (seed 2)"))
      << FlagsText(ppo_m);
  EXPECT_TRUE(HasFlag(*comparison.Find("Hopper-v4", "ppo"),
                      "seed 0 is missing, other variants of Hopper-v4 have it"));
}

TEST(Comparison, SeedsTrainedUnlikeAreSaidAloud) {
  std::vector<RunLog> logs = TwoVariants();
  logs[0] = MakeRun("Hopper-v4", "ppo_m", 0, {1, 1});
  logs[1].config["switches"]["value_clipping"] = false;
  const VariantResult result = ResultOf(logs, "ppo_m");
  EXPECT_TRUE(HasFlag(result, "runs of 2 and of 6 iterations are mixed")) << FlagsText(result);
  EXPECT_TRUE(HasFlag(result, "the seeds' configs differ in switches.value_clipping"))
      << FlagsText(result);
}

TEST(Comparison, AVariantTrainedShorterIsFlagged) {
  std::vector<RunLog> logs = TwoVariants();
  for (int i = 0; i < 4; ++i)
    logs[static_cast<size_t>(i)] = MakeRun("Hopper-v4", "ppo_m", i, {1, 1});
  const Comparison comparison = CompareRuns(logs, {});
  EXPECT_TRUE(HasFlag(*comparison.Find("Hopper-v4", "ppo_m"),
                      "trained for 4,096 env steps, another variant of Hopper-v4 for 12,288"));
}

TEST(Comparison, AnEvaluationCountsWhereItIsAskedFor) {
  std::vector<RunLog> logs = TwoVariants();
  logs[0].evaluation_returns = {1, 2, 6};
  const ComparisonOptions options = {.statistic = Metric::kEvaluationMeanReturn};
  const Comparison comparison = CompareRuns(logs, options);
  const VariantResult& first = *comparison.Find("Hopper-v4", logs[0].variant);
  EXPECT_EQ(first.returns, std::vector<double>{3});
  EXPECT_EQ(first.unmeasured.size(), 3u);
}

TEST(Comparison, BestOnlyWhereTheDifferenceHolds) {
  Comparison apart = CompareRuns(TwoVariants(), {});
  EXPECT_TRUE(apart.Find("Hopper-v4", "ppo")->clearly_best);
  EXPECT_FALSE(apart.Find("Hopper-v4", "ppo_m")->clearly_best);
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 5, 9}, logs);
  AppendRuns("e", "trpo", {2, 5, 9}, logs);
  for (const VariantResult& result : CompareRuns(logs, {}).results)
    EXPECT_FALSE(result.clearly_best);
}

TEST(Comparison, MeansHaveStudentsIntervalAndThePapersKindBesideIt) {
  const VariantResult result = ResultOf(TwoVariants(), "ppo");
  EXPECT_EQ(result.mean_interval, result.mean_student_interval);
  EXPECT_NE(result.mean_interval, result.mean_percentile_interval);
  const Comparison papers = CompareRuns(TwoVariants(), {.intervals = IntervalKind::kPercentile});
  EXPECT_EQ(papers.Find("Hopper-v4", "ppo")->mean_interval, result.mean_percentile_interval);
}

// A mean of the six that finished is no mean of the variant.
TEST(Comparison, AVariantThatDivergedIsNotBest) {
  std::vector<RunLog> logs = TwoVariants();
  logs[5].diverged = Divergence{3, "the loss is not finite"};
  const Comparison comparison = CompareRuns(logs, {});
  EXPECT_LT(*comparison.Find("Hopper-v4", "ppo")->p_best, 0.05);
  EXPECT_FALSE(comparison.Find("Hopper-v4", "ppo")->clearly_best);
}

TEST(Comparison, ReturnsNearTheLargestDoubleHaveFiniteMeans) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1.5e308, 1.6e308, 1.7e308}, logs);
  AppendRuns("e", "trpo", {1.0e308, 1.1e308, 1.2e308}, logs);
  const Comparison comparison = CompareRuns(logs, {});
  const VariantResult& ppo = *comparison.Find("e", "ppo");
  EXPECT_DOUBLE_EQ(*ppo.mean, 1.6e308);
  EXPECT_NEAR(*ppo.standard_deviation / 1e307, 1, 1e-12);
  EXPECT_TRUE(ppo.clearly_best);
}

TEST(Comparison, NothingElseInTheDirectoryChangesAResult) {
  std::vector<RunLog> logs = TwoVariants();
  const auto alone = ResultOf(logs, "ppo").mean_interval;
  AppendRuns("Walker2d-v4", "trpo", {5, 6}, logs);
  std::reverse(logs.begin(), logs.end());
  EXPECT_EQ(ResultOf(logs, "ppo").mean_interval, alone);
}

TEST(Comparison, VariantsWithTheSameReturnsOnEverySeedAreFlagged) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {11, 12, 13}, logs);
  AppendRuns("Hopper-v4", "again", {11, 12, 13}, logs);
  AppendRuns("Hopper-v4", "other", {11, 12, 14}, logs);
  AppendRuns("Walker2d-v4", "other", {11, 12, 13}, logs);
  for (RunLog& log : logs) log.config["target_kl"] = log.variant == "ppo" ? 0.1 : 0.2;
  const std::string flag =
      "on every seed the return of PPO: the same runs, settings that had no effect yet, or a "
      "task's best return";
  const Comparison comparison = CompareRuns(logs, {});
  for (const VariantResult& result : comparison.results)
    EXPECT_EQ(HasFlag(result, flag), result.variant == "again") << FlagsText(result);
}

TEST(Comparison, VariantsOfTheSameSettingsAreCalledTheSameRun) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {11, 12, 13}, logs);
  AppendRuns("Hopper-v4", "again", {11, 12, 13}, logs);
  AppendRuns("Hopper-v4", "idle", {11, 12, 13}, logs);
  for (RunLog& log : logs) log.config["target_kl"] = log.variant == "idle" ? 0.1 : 0.2;
  const Comparison comparison = CompareRuns(logs, {});
  for (const VariantResult& result : comparison.results) {
    EXPECT_EQ(result.same_run_as, result.variant == "again" ? "ppo" : "") << result.variant;
    EXPECT_EQ(HasFlag(result, "the same run as PPO: no setting that acts differs between them"),
              result.variant == "again")
        << FlagsText(result);
  }
}

TEST(Comparison, WhatIsIdleDoesNotMakeAnotherRun) {
  std::vector<RunLog> logs;
  for (const char* variant : {"ppo", "idle"}) AppendRuns("e", variant, {11, 12, 13}, logs);
  for (RunLog& log : logs) {
    log.config["target_kl"] = log.variant == "idle" ? 0.1 : 0.2;
    log.idle = {"target_kl"};
  }
  EXPECT_EQ(CompareRuns(logs, {}).results[1].same_run_as, "ppo");
  logs.back().idle.clear();  // of this seed it acts
  EXPECT_EQ(CompareRuns(logs, {}).results[1].same_run_as, "");
}

TEST(Comparison, TheSameRunIsFoundBehindOneOfTheSameReturns) {
  std::vector<RunLog> logs;
  for (const char* variant : {"ppo", "again", "idle"})
    AppendRuns("Hopper-v4", variant, {11, 12, 13}, logs);
  for (RunLog& log : logs) log.config["target_kl"] = log.variant == "ppo" ? 0.1 : 0.2;
  const Comparison comparison = CompareRuns(logs, {});
  const VariantResult& last = comparison.results.back();
  EXPECT_EQ(last.same_run_as, last.variant == "again" ? "idle" : "again");
}

TEST(Comparison, SeedsOfOtherSettingsAreNotTheSameRun) {
  std::vector<RunLog> logs;
  for (const char* variant : {"ppo", "again"}) AppendRuns("Hopper-v4", variant, {11, 12, 13}, logs);
  logs.back().config["target_kl"] = 0.3;
  for (const VariantResult& result : CompareRuns(logs, {}).results)
    EXPECT_EQ(result.same_run_as, "");
}

TEST(Comparison, AStatisticThatNobodyMeasuredNamesWhatMeasuresIt) {
  ComparisonOptions options;
  options.statistic = Metric::kEvaluationMeanReturn;
  const std::vector<RunLog> logs = TwoVariants();
  EXPECT_NE(FlagsText(CompareRuns(logs, options).results[0])
                .find("have no evaluation, which gaitbench evaluate DIR makes"),
            std::string::npos);
}

}  // namespace
}  // namespace gaitbench
