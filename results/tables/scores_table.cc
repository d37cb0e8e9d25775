#include <fmt/format.h>

#include "results/compare/names.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {

Table ScoresTable(const Aggregates& aggregates, const ComparisonOptions& options) {
  Table table{.id = "scores", .row_header = "variant"};
  table.title = fmt::format("Score over {} environments [{} interval]", aggregates.scales.size(),
                            PercentText(options.interval));
  table.columns = {{"interquartile_mean", "IQM", "score"},
                   {"mean", "mean", "score"},
                   {"median", "median", "score"},
                   {"optimality_gap", "optimality gap", "score"}};
  for (const VariantAggregate& variant : aggregates.variants) {
    TableRow row{.id = variant.variant, .title = DisplayName(variant.variant)};
    for (const auto& [value, interval] :
         {variant.interquartile_mean, variant.mean, variant.median, variant.optimality_gap})
      row.cells.push_back(Estimate{.value = value, .interval = interval});
    table.rows.push_back(std::move(row));
  }
  for (const ScoreScale& scale : aggregates.scales)
    table.notes.push_back(fmt::format("{}: score = (return - {}) / ({} - {}); {}",
                                      scale.environment, ExactText(scale.low),
                                      ExactText(scale.high), ExactText(scale.low), scale.source));
  table.notes.push_back(
      "seeds resampled within each environment; optimality gap: shortfall from score 1, lower is "
      "better");
  for (const std::string& note : aggregates.notes) table.notes.push_back(note);
  return table;
}

}  // namespace gaitbench
