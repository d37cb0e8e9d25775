// A study's results as they are kept beside the code: the cells whose runs have all ended, their
// run logs with the columns that tables and figures need, and a report in Markdown.
#pragma once

#include <string>
#include <vector>

#include "results/charts/charts.h"
#include "results/compare/seed_counts.h"
#include "results/show/report.h"

namespace gaitbench {

struct WholeCells {
  std::vector<RunLog> logs{};
  std::vector<std::string> left_out{};  // "PPO on Hopper-v4: 3 of 10 seeds have finished"
};

// The cells (environment, variant) that have as many runs as `num_seeds` says of their environment,
// all of them finished or diverged.
WholeCells TakeWholeCells(const std::vector<RunLog>& logs, const SeedCounts& num_seeds);

// A run log with only the columns that tables and figures read.
nlohmann::ordered_json CompactJson(const RunLog& log);

// The page's contents as Markdown: verdict, tables, how it was run, figures/<id>.svg. `notes`
// are Markdown too and stand before the tables.
std::string ReportMarkdown(std::span<const RunLog> logs, const Tables& tables,
                           const std::vector<Chart>& charts, const ReportText& text,
                           const std::string& notes);

}  // namespace gaitbench
