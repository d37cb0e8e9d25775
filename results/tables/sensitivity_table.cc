#include <fmt/ranges.h>

#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
Table BestSettingsTable(const Sensitivities& sensitivities, const ComparisonOptions& options) {
  Table table{.id = "best_settings",
              .title = fmt::format("The best setting on each environment and the one for all [{} "
                                   "interval]",
                                   PercentText(options.interval)),
              .row_header = "environment"};
  table.columns = {{"setting", "best here", ""},
                   {"best", "its return", "return"},
                   {"fixed", "of the one for all", "return"}};
  for (const Sensitivity& sensitivity : sensitivities.algorithms) {
    const std::string name = sensitivity.Name();
    for (const BestSetting& best : sensitivity.environments) {
      const std::string title = fmt::format("{}, {}", best.environment, name);
      TableRow row{.id = title, .title = title};
      row.cells = {best.setting, Estimate{.value = best.value, .interval = best.interval},
                   TableCell()};
      if (best.fixed_value)
        row.cells[2] = Estimate{.value = *best.fixed_value, .interval = best.fixed_interval};
      table.rows.push_back(std::move(row));
    }
    if (!sensitivity.fixed.empty())
      table.notes.push_back(fmt::format("one for all, {}: {}", name, sensitivity.fixed));
  }
  table.notes.push_back(
      "the best of several means is biased upward, the more so the fewer the seeds");
  for (const std::string& note : sensitivities.notes) table.notes.push_back(note);
  return table;
}

Table SensitivityTable(const Sensitivities& sensitivities, const ComparisonOptions& options) {
  Table table{.id = "sensitivity",
              .title = fmt::format("Sensitivity to settings over {} environments [{} interval]",
                                   sensitivities.scales.size(), PercentText(options.interval)),
              .row_header = "algorithm"};
  table.columns = {{"tuned", "score, each tuned", "score"},
                   {"fixed", "score, one for all", "score"},
                   {"sensitivity", "sensitivity", "score"},
                   {"dimensionality", "to tune for 95 %", "settings"}};
  for (const Sensitivity& sensitivity : sensitivities.algorithms) {
    if (!sensitivity.sensitivity) continue;
    const std::string name = sensitivity.Name();
    const auto& tuned = sensitivity.by_number_tuned;
    TableRow row{.id = name, .title = name};
    row.cells = {
        TableCell(), TableCell(),
        Estimate{.value = *sensitivity.sensitivity, .interval = sensitivity.sensitivity_interval},
        TableCell()};
    if (!tuned.empty()) {
      row.cells[0] = tuned.back().score;
      row.cells[1] = tuned.front().score;
    }
    if (const auto& enough = sensitivity.effective_dimensionality) {
      const auto& names = tuned[static_cast<size_t>(*enough)].tuned;
      row.cells[3] = fmt::format("{} of {}{}", *enough, sensitivity.axes.size(),
                                 names.empty() ? "" : fmt::format(": {}", fmt::join(names, ", ")));
    }
    table.rows.push_back(std::move(row));
  }
  for (const ScoreScale& scale : sensitivities.scales) {
    const int decimals = Decimals(scale.low, Interval{scale.low, scale.high});
    const std::string low = FixedText(scale.low, decimals);
    table.notes.push_back(fmt::format("{}: score = (return - {}) / ({} - {}); {}",
                                      scale.environment, low, FixedText(scale.high, decimals), low,
                                      scale.source));
  }
  table.notes.push_back(
      "sensitivity: what tuning each environment by itself gains in mean score over one setting for "
      "all; to tune: the fewest settings, the others as in the one for all, that reach 95 % of the "
      "tuned score (Adkins et al. 2024, arXiv:2412.07165, equation 2 and section 5, with the "
      "study's number of a run for their area under the curve); interval: bootstrap over seeds; "
      "both as maxima of noisy means biased upward");
  return table;
}

}  // namespace gaitbench
