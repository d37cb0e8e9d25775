#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/compare/names.h"
#include "results/paper/published.h"
#include "results/statistics/number_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {

Table PublishedTable(const Comparison& comparison) {
  Table table{.id = "published", .title = "Returns that others published", .row_header = "source"};
  table.columns = {{"environment", "environment", ""}, {"variant", "variant", ""},
                   {"mean", "return", "return"},       {"standard_deviation", "± sd", "return"},
                   {"seeds", "seeds", "seeds"},        {"env_steps", "env steps", "env steps"}};
  for (const PublishedSource& source : PublishedSources()) {
    if (source.id == kPaperId) continue;
    bool any = false;
    for (const PublishedResult& result : source.results) {
      const auto same_robot = [&](const std::string& ours) {
        return RobotOf(ours) == RobotOf(result.environment);
      };
      const auto& environments = comparison.environments;
      const auto& variants = comparison.variants;
      if (std::none_of(environments.begin(), environments.end(), same_robot)) continue;
      const auto same_variant = [&](const std::string& ours) { return IsOfVariant(result, ours); };
      if (std::ranges::none_of(variants, same_variant)) continue;
      TableRow row{.id = source.id, .title = source.source};
      row.cells = {result.environment,
                   DisplayName(result.variant),
                   Estimate{.value = result.mean, .interval = result.interval()},
                   std::isnan(result.standard_deviation) ? TableCell()
                                                         : TableCell(result.standard_deviation),
                   result.seeds ? TableCell(*result.seeds) : TableCell(),
                   result.env_steps};
      table.rows.push_back(std::move(row));
      any = true;
    }
    if (!any) continue;
    table.notes.push_back(source.source + ": " + source.statistic + "; " + source.citation +
                          (source.note.empty() ? "" : "; " + source.note));
  }
  table.notes.push_back(
      "environment versions, lengths and statistics differ: not to be compared as if they were the "
      "same");
  return table;
}

Table PublishedEffectsTable(const PublishedEffects& effects) {
  Table table{.id = "published_effects_" + effects.environment,
              .title = fmt::format("Effects of switches on {}, here and in {}", effects.environment,
                                   effects.source),
              .row_header = "switch",
              .columns = {{"here", "here", "return"}, {"published", "there", "return"}}};
  for (const PublishedEffect& effect : effects.effects) {
    TableRow row{.id = effect.name, .title = effect.name};
    row.cells = {Estimate{.value = effect.here, .interval = effect.here_interval},
                 Estimate{.value = effect.published}};
    table.rows.push_back(std::move(row));
  }
  table.notes.push_back(fmt::format("there: {}, on {} after {} env steps; a cell is the {}; {}",
                                    effects.citation, effects.their_environment,
                                    CountText(static_cast<double>(effects.their_env_steps)),
                                    effects.statistic, effects.note));
  table.notes.push_back(
      "versions, lengths and networks may differ: signs and sizes side by side, not one experiment");
  return table;
}

}  // namespace gaitbench
