// A study's results as they are kept beside the code: the cells whose runs have all ended, their
// run logs with the columns that tables and figures need, and a report in Markdown.
#pragma once

#include <string>
#include <vector>

#include "results/charts/charts.h"
#include "results/compare/seed_counts.h"
#include "results/log/cells.h"
#include "results/show/report.h"

namespace gaitbench {

struct WholeCells {
  std::vector<LogCell> cells{};         // of the logs that they were taken from
  std::vector<std::string> left_out{};  // "PPO on Hopper-v4: 3 of 10 seeds have finished"
};

// The cells that have as many runs as `num_seeds` says of their environment, all of them finished
// or diverged. The logs are those of these seeds and no others.
WholeCells TakeWholeCells(std::span<const RunLog> logs, const SeedCounts& num_seeds);

// A run's file without the columns that neither tables nor figures read, and without those that
// measured nothing; what else it says stays as it is.
nlohmann::ordered_json CompactJson(nlohmann::ordered_json log);

// The page's contents as Markdown: verdict, tables, how it was run, figures/<id>.svg. `notes`
// are Markdown too and stand before the tables.
std::string ReportMarkdown(std::span<const RunLog> logs, const Tables& tables,
                           const std::vector<Chart>& charts, const ReportText& text,
                           const std::string& notes);

}  // namespace gaitbench
