#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/compare/names.h"
#include "results/compare/shown_interval.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {

Table EfficiencyTable(const Comparison& comparison,
                      const std::vector<SampleEfficiency>& efficiencies) {
  Table table{.id = "efficiency", .title = "How soon it learns", .row_header = "variant"};
  for (const std::string& environment : comparison.environments) {
    table.columns.push_back({environment + " area", environment + ": area", "return"});
    table.columns.push_back({environment + " steps", "steps to half", "env steps"});
    table.columns.push_back({environment + " reached", "got there", "seeds"});
  }
  for (const std::string& variant : comparison.variants) {
    TableRow row{.id = variant, .title = DisplayName(variant)};
    for (const std::string& environment : comparison.environments) {
      const auto found = std::find_if(
          efficiencies.begin(), efficiencies.end(), [&](const SampleEfficiency& efficiency) {
            return efficiency.environment == environment && efficiency.variant == variant;
          });
      if (found == efficiencies.end()) {
        row.cells.insert(row.cells.end(), 3, TableCell());
        continue;
      }
      row.cells.push_back(Estimate{.value = found->area, .interval = found->area_interval});
      TableCell steps, reached;
      if (found->steps && std::isfinite(*found->steps))
        steps = static_cast<int64_t>(std::llround(*found->steps));
      if (found->threshold)
        reached =
            fmt::format("{} of {}", found->num_reached, found->num_seeds + found->num_diverged);
      row.cells.push_back(std::move(steps));
      row.cells.push_back(std::move(reached));
    }
    table.rows.push_back(std::move(row));
  }
  for (const std::string& environment : comparison.environments) {
    const auto found = std::ranges::find(efficiencies, environment, &SampleEfficiency::environment);
    if (found == efficiencies.end()) continue;
    table.notes.push_back(found->threshold
                              ? fmt::format("{}: half way is a return of {} (score 0.5)",
                                            environment, ExactText(*found->threshold))
                              : environment + ": no reference returns, so no half way");
  }
  table.notes.push_back(fmt::format(
      "area: under the learning curve over its length, the mean over training [{} interval, {}]; steps "
      "to half: median env steps until the mean of the last {} iterations' returns is half way from "
      "an untrained policy to the reference; empty where half of the seeds or more never were",
      PercentText(comparison.options.interval), MeanIntervalText(comparison.options),
      comparison.options.last_iterations));
  if (std::ranges::any_of(efficiencies, &SampleEfficiency::of_evaluations))
    table.notes.push_back(
        "runs with evaluations in training: of these, not of iterations; one half way is enough, "
        "which comes earlier");
  return table;
}

}  // namespace gaitbench
