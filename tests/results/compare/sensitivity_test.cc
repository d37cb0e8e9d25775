#include "results/compare/sensitivity.h"

#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

using Notes = std::vector<std::string>;

// Two axes of three and two values on two environments, every mean exact over two seeds.
std::vector<RunLog> GridLogs() {
  const std::vector<std::string> rates = {"0.001", "0.01", "0.1"};
  std::vector<RunLog> logs;
  for (const std::string environment : {"e", "f"}) {
    for (size_t i = 0; i < rates.size(); ++i) {
      for (const bool on : {false, true}) {
        // e likes the lowest rate, f the highest; f alone likes the switch on
        const auto k = static_cast<double>(i);
        const double mean =
            environment == "e" ? 100 - 40 * k + (on ? 0 : 5) : 10 + 2 * k + (on ? 6 : 0);
        AppendRuns(environment, "rate=" + rates[i] + "+switch=" + (on ? "on" : "off"),
                   {mean - 0.5, mean + 0.5}, logs);
      }
    }
  }
  return logs;
}

TEST(Sensitivity, NamesOfAGrid) {
  EXPECT_EQ(SplitGridName("ppo+clip_range=0.1+switch=on").algorithm, "ppo");
  EXPECT_EQ(SplitGridName("ppo+clip_range=0.1+switch=on").setting, "clip_range=0.1+switch=on");
  EXPECT_EQ(SplitGridName("trpo_plus").setting, "");
  EXPECT_EQ(NumericAxes({"rate=0.1+switch=on", "rate=1e-05+switch=off"}),
            std::vector<std::string>{"rate"});
  EXPECT_TRUE(NumericAxes({"rate=0.1", "rate=none"}).empty());
  EXPECT_TRUE(NumericAxes({"rate=0.1", "trpo"}).empty()) << "one value is no axis";
}

// e: means 105 100 65 60 25 20, so p5 = 21.25 and p95 = 103.75; f: 10 16 12 18 14 20, so p5 = 10.5
// and p95 = 19.5.
TEST(Sensitivity, IsWhatTuningEachEnvironmentGains) {
  const Comparison comparison = CompareRuns(GridLogs(), {.resamples = 200});
  const Sensitivities all = SensitivitiesOf(comparison);
  ASSERT_EQ(all.algorithms.size(), 1u);
  ASSERT_EQ(all.scales.size(), 2u);
  EXPECT_DOUBLE_EQ(all.scales[0].low, 21.25);
  EXPECT_DOUBLE_EQ(all.scales[0].high, 103.75);
  EXPECT_DOUBLE_EQ(all.scales[1].low, 10.5);
  const Sensitivity& found = all.algorithms[0];
  EXPECT_EQ(found.axes, (std::vector<std::string>{"rate", "switch"}));
  // one for all: (100, 16), scores 78.75 / 82.5 and 5.5 / 9; others are lower
  EXPECT_EQ(found.fixed, "rate=0.001+switch=on");
  EXPECT_EQ(found.environments[0].setting, "rate=0.001+switch=off");
  EXPECT_EQ(found.environments[0].value, 105);
  EXPECT_EQ(found.environments[0].fixed_value, 100);
  EXPECT_EQ(found.environments[1].setting, "rate=0.1+switch=on");
  EXPECT_EQ(found.environments[1].fixed_value, 16);
  const double fixed = (78.75 / 82.5 + 5.5 / 9) / 2, tuned = (83.75 / 82.5 + 9.5 / 9) / 2;
  EXPECT_NEAR(*found.sensitivity, tuned - fixed, 1e-12);
  EXPECT_TRUE(found.sensitivity_interval);
  ASSERT_EQ(found.by_number_tuned.size(), 3u);
  EXPECT_NEAR(found.by_number_tuned[0].score, fixed, 1e-12);
  EXPECT_EQ(found.by_number_tuned[1].tuned, std::vector<std::string>{"rate"});
  EXPECT_NEAR(found.by_number_tuned[1].score, (78.75 / 82.5 + 9.5 / 9) / 2, 1e-12);
  EXPECT_NEAR(found.by_number_tuned[2].score, tuned, 1e-12);
  EXPECT_EQ(found.effective_dimensionality, 1) << "the rate alone gives 97 % of both";
}

TEST(Sensitivity, OneEnvironmentHasBestSettingsAndNoScores) {
  std::vector<RunLog> logs = GridLogs();
  std::erase_if(logs, [](const RunLog& log) { return log.environment == "f"; });
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 100}));
  ASSERT_EQ(all.algorithms.size(), 1u);
  EXPECT_EQ(all.algorithms[0].fixed, "rate=0.001+switch=off");
  EXPECT_FALSE(all.algorithms[0].sensitivity);
  EXPECT_TRUE(all.scales.empty());
}

TEST(Sensitivity, SettingsThatLackRunsOrDivergeAreLeftOut) {
  std::vector<RunLog> logs = GridLogs();
  std::erase_if(logs, [](const RunLog& log) {
    return log.environment == "f" && log.variant == "rate=0.01+switch=on";
  });
  for (RunLog& log : logs) {
    if (log.variant == "rate=0.001+switch=off" && log.seed == 1)
      log.diverged = Divergence{3, "not finite"};
  }
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 100}));
  ASSERT_EQ(all.notes.size(), 2u);
  EXPECT_EQ(all.notes[0],
            "rate=0.001+switch=off is left out: on f more than a tenth of its runs diverged");
  EXPECT_EQ(all.notes[1], "rate=0.01+switch=on is left out: on f it has no finished run");
  EXPECT_EQ(all.algorithms[0].environments[0].setting, "rate=0.001+switch=on");
}

TEST(Sensitivity, AlgorithmsShareTheScales) {
  std::vector<RunLog> logs = GridLogs();
  const size_t count = logs.size();
  for (size_t i = 0; i < count; ++i) {
    RunLog log = logs[i];
    log.variant = "trpo+" + log.variant;
    logs.push_back(std::move(log));
  }
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 100}));
  ASSERT_EQ(all.algorithms.size(), 2u);
  EXPECT_EQ(all.algorithms[1].algorithm, "trpo");
  EXPECT_DOUBLE_EQ(*all.algorithms[0].sensitivity, *all.algorithms[1].sensitivity);
}

TEST(Sensitivity, VariantsThatAreNoGridOverANumberHaveNone) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2}, logs);
  AppendRuns("e", "a=on+b=off", {1, 2}, logs);
  EXPECT_TRUE(SensitivitiesOf(CompareRuns(logs, {.resamples = 100})).algorithms.empty());
}

// A third of the resamples has no run below the cap.
TEST(Sensitivity, ReturnsAtACapHaveAnInterval) {
  std::vector<RunLog> logs;
  AppendRuns("e", "rate=0.1", {1000, 1000, 1000}, logs);
  AppendRuns("e", "rate=0.2", {1000, 1000, 900}, logs);
  AppendRuns("f", "rate=0.1", {1, 2, 3}, logs);
  AppendRuns("f", "rate=0.2", {4, 5, 6}, logs);
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 1000}));
  const Interval interval = *all.algorithms[0].sensitivity_interval;
  EXPECT_EQ(interval.low, 0);
  EXPECT_GT(interval.high, *all.algorithms[0].sensitivity / 2);
  EXPECT_TRUE(std::isfinite(interval.high));
}

TEST(Sensitivity, AnAlgorithmWhoseSettingsDoNotShareTheirAxesIsLeftOut) {
  std::vector<RunLog> logs = GridLogs();
  for (const char* environment : {"e", "f"}) {
    AppendRuns(environment, "trpo+clip_range=0.1", {1, 2}, logs);
    AppendRuns(environment, "trpo+learning_rate=0.001", {1, 2}, logs);
  }
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 100}));
  ASSERT_EQ(all.algorithms.size(), 1u);
  EXPECT_EQ(all.notes, Notes{"TRPO is left out: its settings are not of the same axes"});
}

TEST(Sensitivity, ManyAxesHaveASensitivityAndNoDimensionality) {
  std::vector<RunLog> logs = GridLogs();
  for (RunLog& log : logs) log.variant = "a=1+b=1+c=1+d=1+f=1+" + log.variant;
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 100}));
  const Sensitivities few = SensitivitiesOf(CompareRuns(GridLogs(), {.resamples = 100}));
  EXPECT_EQ(*all.algorithms[0].sensitivity, *few.algorithms[0].sensitivity);
  EXPECT_TRUE(all.algorithms[0].by_number_tuned.empty());
  EXPECT_EQ(all.notes,
            Notes{"the base: how many of its 7 axes to tune is not told, of more than 6"});
}

TEST(Sensitivity, WhereAllMeansAreEqualThereAreNoScoresAndNoSettingForAll) {
  std::vector<RunLog> logs = GridLogs();
  for (const char* rate : {"0.001", "0.01", "0.1"}) {
    for (const char* on : {"off", "on"})
      AppendRuns("g", fmt::format("rate={}+switch={}", rate, on), {5, 5}, logs);
  }
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 100}));
  EXPECT_TRUE(all.scales.empty());
  EXPECT_EQ(all.notes, Notes{"no scores: on g the means of the settings are all equal"});
  EXPECT_EQ(all.algorithms[0].fixed, "");
  EXPECT_FALSE(all.algorithms[0].environments[0].fixed_value);
  EXPECT_EQ(all.algorithms[0].environments[0].setting, "rate=0.001+switch=off");
}

// every setting twice, under two values of an axis that nothing reads
TEST(Sensitivity, AnAxisThatActsInNoRunIsLeftOut) {
  std::vector<RunLog> logs;
  for (const RunLog& log : GridLogs()) {
    for (const char* value : {"1", "2"}) {
      logs.push_back(log);
      logs.back().variant += fmt::format("+unused={}", value);
    }
  }
  const Sensitivities all = SensitivitiesOf(CompareRuns(logs, {.resamples = 200}));
  const Sensitivities without = SensitivitiesOf(CompareRuns(GridLogs(), {.resamples = 200}));
  EXPECT_EQ(all.notes, Notes{"the base: unused acts in none of the runs"});
  EXPECT_EQ(all.algorithms[0].axes, without.algorithms[0].axes);
  EXPECT_EQ(all.algorithms[0].sensitivity, without.algorithms[0].sensitivity);
  EXPECT_EQ(all.algorithms[0].effective_dimensionality,
            without.algorithms[0].effective_dimensionality);
}

}  // namespace
}  // namespace gaitbench
