// The charts of a report as Vega-Lite specs that carry their data: the page draws them, and
// figures.py makes files of them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/charts/drawing_limits.h"
#include "results/log/run_log.h"
#include "results/tables/tables.h"

namespace gaitbench {

struct Chart {
  std::string id{};       // "curves-Hopper-v4"; names files: letters, digits, - . _
  std::string section{};  // of the page: "curves"
  std::string title{};
  std::string text{};  // what a reader must know to read it
  // Vega-Lite 6. The dataset "numbers" is what the chart shows, as records; of a record whose
  // values are arrays, each index is a row.
  nlohmann::ordered_json spec{};
};

// What charts are drawn of.
LogSelection ChartedColumns();

// In the order of the page. None where the results have nothing to draw. Lines are thinned and,
// where that does not do, single seeds left out, until there are no more points than asked for; the
// charts' texts say so.
std::vector<Chart> MakeCharts(std::span<const RunLog> logs, const Tables& tables,
                              const MostPoints& most_points = kFigure);

nlohmann::ordered_json ToJson(const Chart& chart);

}  // namespace gaitbench
