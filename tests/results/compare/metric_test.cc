#include "results/compare/metric.h"

#include <gtest/gtest.h>

#include "results/compare/comparison.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

TEST(Metric, MetricsByHand) {
  RunLog log = MakeRun("e", "v", 0, {100, 10, 20});
  log.columns.Values(kNumEpisodes)[1] = 30;
  log.columns.Values(kNumEpisodes)[2] = 80;
  EXPECT_EQ(RunReturn(log, {.last_iterations = 2}), 15);
  EXPECT_EQ(RunReturn(log, {.statistic = Metric::kLastEpisodesMeanReturn}),
            (30 * 10 + 80 * 20) / 110.0);
  EXPECT_EQ(RunReturn(log, {.statistic = Metric::kMaxMeanReturn}), 100);
}

TEST(Metric, OfRunsWithEvaluationsTheyCountAndTheTableSaysSo) {
  std::vector<RunLog> logs;
  for (int64_t seed : {0, 1}) {
    logs.push_back(MakeRun("e", "with", seed, {100, 100, 100}));
    logs.back().columns.Add({std::string(kEvaluationReturn), "return", {NAN, 5, 1}}, "log");
    logs.push_back(MakeRun("e", "without", seed, {7, 7, 7}));
  }
  EXPECT_EQ(RunReturn(logs[0], {}), 3);
  EXPECT_EQ(RunReturn(logs[0], {.last_iterations = 1}), 1);
  EXPECT_EQ(RunReturn(logs[0], {.statistic = Metric::kMaxMeanReturn}), 5);

  const Comparison comparison = CompareRuns(logs, {});
  const std::string note = EvaluationNote({});
  const auto has_note = [&](const char* variant) {
    return std::ranges::count(comparison.Find("e", variant)->flags, note) == 1;
  };
  EXPECT_EQ(std::ranges::count(comparison.Find("e", "with")->flags,
                               "trained for 2 evaluations only, all of which count"),
            1);
  EXPECT_TRUE(has_note("with"));
  EXPECT_FALSE(has_note("without"));
}

// A run that diverged early, or has just begun, says nothing of those that count.
TEST(Metric, HowManyEvaluationsThereAreIsOfTheRunsThatCount) {
  const std::vector<double> returns(6, 1.0);
  std::vector<RunLog> logs = {MakeEvaluatedRun("e", "v", 0, returns, returns),
                              MakeEvaluatedRun("e", "v", 1, returns, returns),
                              MakeEvaluatedRun("e", "v", 2, {1, 1}, {1, 1})};
  logs.back().diverged = Divergence{2, "not finite"};
  const auto few = [&] {
    const Comparison comparison = CompareRuns(logs, {});
    return std::ranges::count_if(comparison.results[0].flags, [](const std::string& flag) {
      return flag.starts_with("trained for");
    });
  };
  EXPECT_EQ(few(), 0);
  for (RunLog& log : logs) log.columns.Values(kEvaluationReturn)[0] = NAN;
  for (RunLog& log : logs) log.columns.Values(kEvaluationReturn)[1] = NAN;
  logs.push_back(MakeRun("e", "v", 3, {}));  // begun
  EXPECT_EQ(few(), 1);
}

TEST(Metric, IsDescribedByWhatTheRunsAreJudgedBy) {
  const RunLog without = MakeRun("e", "without", 0, {7, 7});
  const RunLog with = MakeEvaluatedRun("e", "with", 0, {1, 2}, {NAN, 5});
  const auto description = [](const std::vector<RunLog>& logs, const ComparisonOptions& options) {
    return MetricDescription(options, JudgedOf(CompareRuns(logs, options)));
  };
  EXPECT_EQ(description({without}, {}), "mean of the last 5 iterations' mean returns");
  EXPECT_EQ(description({with}, {}),
            "mean of the last 5 evaluations in training, the policy without noise in environments "
            "of its own");
  EXPECT_EQ(description({with, without}, {}),
            "mean of the last 5 iterations' mean returns, or, of a run with evaluations in "
            "training, mean of the last 5 of them");
  EXPECT_EQ(description({without}, {.last_iterations = 1}), "mean return of the last iteration");
  EXPECT_TRUE(std::ranges::count(CompareRuns(std::vector{with}, {}).results[0].flags,
                                 "trained for 1 evaluation only"));
}

TEST(Metric, OptionsReadFromAStudyStrictly) {
  ComparisonOptions options;
  ReadJson(
      nlohmann::json::parse(
          R"({"statistic": "final_mean_return", "last_iterations": 5, "interval": 0.95, "resamples": 1000})"),
      options, "compare");
  EXPECT_EQ(options.resamples, 1000);
  EXPECT_THROW(ReadJson({{"resamples", 0}}, options, "compare"), ConfigError);
  EXPECT_THROW(ReadJson({{"interval", 95}}, options, "compare"), ConfigError);
  EXPECT_THROW(ReadJson({{"seed", -1}}, options, "compare"), ConfigError);
}

}  // namespace
}  // namespace gaitbench
