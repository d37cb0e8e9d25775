#include "results/show/publication.h"

#include <gtest/gtest.h>

#include "tests/results/report_logs.h"

namespace gaitbench {
namespace {

TEST(Publication, OnlyCellsWhoseSeedsHaveAllEnded) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {1, 2, 3}, logs);
  AppendRuns("Hopper-v4", "trpo", {1, 2, 3}, logs);
  AppendRuns("Walker2d-v4", "ppo", {1, 2}, logs);
  logs[0].diverged = Divergence{1, "not finite"};  // an end too
  logs[4].columns.Resize(logs[4].num_recorded() - 1);
  const WholeCells cells = TakeWholeCells(logs, {{"Hopper-v4", 3}, {"Walker2d-v4", 3}});
  ASSERT_EQ(cells.cells.size(), 1u);
  EXPECT_EQ(cells.cells[0].variant, "ppo");
  EXPECT_EQ(cells.cells[0].runs.size(), 3u);
  EXPECT_EQ(cells.left_out,
            (std::vector<std::string>{"TRPO on Hopper-v4: 2 of 3 seeds have finished",
                                      "PPO on Walker2d-v4: 2 of 3 seeds have finished"}));
}

TEST(Publication, EnvironmentsMayHaveOtherNumbersOfSeeds) {
  std::vector<RunLog> logs;
  AppendRuns("Hopper-v4", "ppo", {1, 2, 3}, logs);
  AppendRuns("Walker2d-v4", "ppo", {1, 2}, logs);
  EXPECT_EQ(TakeWholeCells(logs, {{"Hopper-v4", 3}, {"Walker2d-v4", 2}}).cells.size(), 2u);
  EXPECT_EQ(TakeWholeCells(logs, {{"Hopper-v4", 4}, {"Walker2d-v4", 2}}).cells.size(), 1u);
}

TEST(Publication, ACompactLogGivesTheSameTablesAndFigures) {
  std::vector<RunLog> logs = ReportLogs();
  for (RunLog& log : logs)
    log.columns.Add({"entropy", "nats", std::vector(log.num_recorded(), 1.0)}, "log");
  std::vector<RunLog> compact;
  for (const RunLog& log : logs) {
    const auto json = CompactJson(ToJson(log));
    EXPECT_FALSE(json["columns"].contains("entropy"));
    EXPECT_FALSE(json["columns"].contains("heldout_mean_kl"));  // measured nowhere
    EXPECT_FALSE(json["timing"].contains("update"));
    compact.push_back(RunLogFromJson(json, "compact"));
  }
  const ComparisonOptions options = {.resamples = 200, .published = true};
  const Tables whole = MakeTables(logs, options, kReportScales),
               kept = MakeTables(compact, options, kReportScales);
  EXPECT_EQ(ToJson(kept), ToJson(whole));
  const auto charts = MakeCharts(logs, whole), kept_charts = MakeCharts(compact, kept);
  ASSERT_EQ(kept_charts.size(), charts.size());
  for (size_t i = 0; i < charts.size(); ++i)
    EXPECT_EQ(ToJson(kept_charts[i]), ToJson(charts[i])) << charts[i].id;
}

// So that what is published stays as it is when it is published again.
TEST(Publication, OfACompactLogNothingChanges) {
  auto log = ToJson(MakeRun("e", "v", 0, {1, 2}));
  log["config"] = {{"a_setting_of_then", 1}};
  const auto compact = CompactJson(log);
  EXPECT_NE(compact, log);
  EXPECT_EQ(CompactJson(compact).dump(), compact.dump());
  EXPECT_EQ(compact["config"], log["config"]);
  EXPECT_EQ(compact["units"], log["units"]);
}

// measured every tenth iteration only, of which many: still points, and no more than are drawn
TEST(Publication, WhatIsMeasuredNowAndThenIsDrawn) {
  RunLog log = MakeRun("Hopper-v4", "ppo", 0, std::vector<double>(3000, 1.0));
  for (size_t i = 0; i < 3000; i += 10)
    log.columns.Values("heldout_mean_kl")[i] = static_cast<double>(i);
  const std::vector<RunLog> logs = {log};
  for (const Chart& chart : MakeCharts(logs, MakeTables(logs))) {
    if (chart.id != "heldout_mean_kl-Hopper-v4") continue;
    const auto& values = chart.spec["datasets"]["seeds"][0]["value"];
    EXPECT_EQ(values.size(), 150u);
    EXPECT_EQ(values[0], 10);
    EXPECT_EQ(values[149], 2990);
    return;
  }
  FAIL() << "no chart of held-out KL";
}

// Differences are read from the configs, so that nobody has to know them.
TEST(Publication, TheReportSaysInWhichSettingsVariantsDiffer) {
  std::vector<RunLog> logs;
  AppendRuns("e", "ppo", {1, 2}, logs);
  AppendRuns("e", "trpo", {1, 2}, logs);
  const auto report = [&] {
    const Tables tables = MakeTables(logs, {.resamples = 200});
    return ReportMarkdown(logs, tables, {}, {.title = "t"}, "");
  };
  EXPECT_EQ(report().find("## What differs"), std::string::npos);
  for (const size_t run : {size_t{2}, size_t{3}})
    logs[run].config["switches"]["value_clipping"] = false;
  const std::string text = report();
  EXPECT_NE(text.find("\n## What differs\n"), std::string::npos) << text;
  EXPECT_NE(text.find("| value_clipping |  on |  off |"), std::string::npos) << text;
}

TEST(Publication, TheReportHasVerdictTablesNotesAndEveryFigure) {
  const std::vector<RunLog> logs = ReportLogs();
  const Tables tables = MakeTables(logs, {.resamples = 200, .published = true}, kReportScales);
  const auto charts = MakeCharts(logs, tables);
  const std::string report =
      ReportMarkdown(logs, tables, charts, {.title = "paper_table", .command = "./gaitbench sweep"},
                     "## What was tried\n\nNothing.\n");
  EXPECT_EQ(report.find("# paper_table\n"), 0u);
  for (const char* part : {"\n## Verdict\n", "\n### Return over seeds", "\n## What was tried\n",
                           "\n./gaitbench sweep\n", "commit", "core-hours"})
    EXPECT_NE(report.find(part), std::string::npos) << part;
  for (const Chart& chart : charts) {
    if (chart.section == "how") continue;  // a table says it
    EXPECT_NE(report.find("](figures/" + chart.id + ".svg)"), std::string::npos) << chart.id;
  }
}

TEST(Publication, NoTextOfAStudyIsMarkupInItsReport) {
  std::vector<RunLog> logs = ReportLogs();
  for (RunLog& log : logs) log.provenance["cpu"] = "fast\n# heading";
  const Tables tables = MakeTables(logs, {.resamples = 200}, kReportScales);
  const std::string report = ReportMarkdown(
      logs, tables, MakeCharts(logs, tables),
      {.title = "a\n# b", .question = "<img src=x> [c](http://d)\n\n# e"}, /*notes=*/"");
  EXPECT_EQ(report.find("# a # b\n\n&lt;img src=x> [c]\\(http://d)  # e\n\n## Verdict\n"), 0u)
      << report;
  EXPECT_NE(report.find("CPU fast # heading"), std::string::npos) << report;
}

}  // namespace
}  // namespace gaitbench
