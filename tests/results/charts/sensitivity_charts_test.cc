#include "results/charts/sensitivity_charts.h"

#include <gtest/gtest.h>

#include "tests/results/tables/two_environments.h"

namespace gaitbench {
namespace {

Tables GridTables(const std::vector<std::string>& environments) {
  std::vector<RunLog> logs;
  for (const std::string& environment : environments) {
    double level = 0;
    for (const char* rate : {"0.001", "0.01", "0.1"}) {
      for (const char* on : {"off", "on"}) {
        AppendRuns(environment, std::string("rate=") + rate + "+switch=" + on,
                   {level, level + 1, level + 2}, logs);
        level += environment == "e" ? 10 : -10;
      }
    }
  }
  return MakeTables(logs, {.resamples = 100});
}

TEST(SensitivityCharts, ReturnsOverASettingALineForEachOfTheOthers) {
  const std::vector<Chart> charts = SensitivityCharts(GridTables({"e", "f"}));
  ASSERT_EQ(charts.size(), 3u);
  EXPECT_EQ(charts[0].id, "sensitivity-e-rate");
  const auto& numbers = charts[0].spec["datasets"]["numbers"];
  ASSERT_EQ(numbers.size(), 6u);
  EXPECT_EQ(numbers[0]["name"], "switch=off");
  EXPECT_EQ(numbers[0]["setting"], 0.001);
  EXPECT_EQ(numbers[1]["setting"], 0.01) << "by number, not by letter";
  EXPECT_EQ(numbers[1]["value"], 21);
  EXPECT_LT(numbers[1]["low"], 21);
  EXPECT_EQ(numbers[5]["name"], "switch=on");
  EXPECT_EQ(charts[2].id, "sensitivity-tuned");
  EXPECT_EQ(charts[2].spec["datasets"]["numbers"].size(), 3u) << "none, one and both tuned";
}

TEST(SensitivityCharts, OneEnvironmentHasNoScores) {
  EXPECT_EQ(SensitivityCharts(GridTables({"e"})).size(), 1u);
  EXPECT_TRUE(SensitivityCharts(TwoEnvironments()).empty());
}

// f's best is the first setting, e's the last: tuning both gains most of what there is.
TEST(SensitivityCharts, TheTablesSayBestSettingsAndSummaries) {
  const std::string text = ToMarkdown(GridTables({"e", "f"}).tables);
  EXPECT_TRUE(Contains(text, "rate=0.1+switch=on")) << text;
  EXPECT_TRUE(Contains(text, "Sensitivity to settings over 2 environments")) << text;
  EXPECT_TRUE(Contains(text, " of 2: rate")) << text;
  EXPECT_FALSE(Contains(ToMarkdown(GridTables({"e"}).tables), "Sensitivity to settings"));
}

TEST(SensitivityCharts, NothingToShowOfManyAxesIsNoChart) {
  std::vector<RunLog> logs;
  for (const std::string environment : {"e", "f"}) {
    AppendRuns(environment, "a=1+b=1+c=1+d=1+e=1+f=1+rate=0.1", {1, 2, 3}, logs);
    AppendRuns(environment, "a=1+b=1+c=1+d=1+e=1+f=1+rate=0.2", {2, 3, 4}, logs);
  }
  const Tables tables = MakeTables(logs, {.resamples = 100});
  EXPECT_EQ(SensitivityCharts(tables).size(), 2u);
  EXPECT_TRUE(Contains(ToMarkdown(tables.tables), "Sensitivity to settings over 2 environments"));
}

TEST(SensitivityCharts, WhyThereIsNoSensitivityIsSaid) {
  std::vector<RunLog> logs;
  for (const char* variant : {"clip_range=0.1", "clip_range=0.2", "learning_rate=0.001"})
    AppendRuns("e", variant, {1, 2, 3}, logs);
  const Tables tables = MakeTables(logs, {.resamples = 100});
  const std::string note = "the base is left out: its settings are not of the same axes";
  EXPECT_TRUE(Contains(ToMarkdown(tables.tables), "sensitivity: " + note));
  EXPECT_EQ(ToJson(tables)["sensitivity"]["notes"][0], note);
}

}  // namespace
}  // namespace gaitbench
