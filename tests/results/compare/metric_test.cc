#include "results/compare/metric.h"

#include <gtest/gtest.h>

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
