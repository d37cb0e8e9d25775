#include "results/compare/names.h"
#include "results/show/result_tables.h"
#include "results/statistics/number_text.h"

namespace gaitbench {

Table ScoresTable(const Aggregates& aggregates, const ComparisonOptions& options) {
  Table table{.id = "scores", .row_header = "variant"};
  table.title = "Score over " + std::to_string(aggregates.scales.size()) + " environments [" +
                PercentText(options.interval) + " interval]";
  for (const auto& [id, title] :
       {std::pair{"interquartile_mean", "IQM"}, std::pair{"mean", "mean"},
        std::pair{"median", "median"}, std::pair{"optimality_gap", "optimality gap"}})
    table.columns.push_back({id, title, "score"});
  for (const VariantAggregate& variant : aggregates.variants) {
    TableRow row{.id = variant.variant, .title = DisplayName(variant.variant)};
    for (const TableColumn& column : table.columns) {
      for (const ScoreEstimate& estimate : variant.estimates) {
        if (estimate.statistic == column.id)
          row.cells.push_back(Estimate{.value = estimate.value, .interval = estimate.interval});
      }
    }
    table.rows.push_back(std::move(row));
  }
  for (const ScoreScale& scale : aggregates.scales)
    table.notes.push_back(scale.environment + ": score = (return - " + ExactText(scale.low) +
                          ") / (" + ExactText(scale.high) + " - " + ExactText(scale.low) + "); " +
                          scale.source);
  table.notes.push_back(
      "seeds resampled within each environment; optimality gap: shortfall from score 1, lower is "
      "better");
  for (const std::string& note : aggregates.notes) table.notes.push_back(note);
  return table;
}

}  // namespace gaitbench
