#include <algorithm>

#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

constexpr size_t kMostVariants = 8;

// The first run of each variant.
std::vector<const RunLog*> FirstRuns(std::span<const RunLog> logs, const Comparison& comparison,
                                     const std::string& environment) {
  std::vector<const RunLog*> runs;
  for (const std::string& variant : comparison.variants) {
    const auto first = std::find_if(logs.begin(), logs.end(), [&](const RunLog& log) {
      return log.environment == environment && log.variant == variant && log.num_recorded() > 0;
    });
    if (first != logs.end()) runs.push_back(&*first);
  }
  return runs;
}

// "on", "off", "orthogonal", "0.0003"
TableCell CellOf(const nlohmann::ordered_json& value) {
  if (value.is_null()) return {};
  if (value.is_boolean()) return std::string(value.get<bool>() ? "on" : "off");
  return ValueText(value);
}

}  // namespace

std::vector<Table> SettingsTables(std::span<const RunLog> logs, const Comparison& comparison) {
  std::vector<Table> tables;
  for (const std::string& environment : comparison.environments) {
    const std::vector<const RunLog*> runs = FirstRuns(logs, comparison, environment);
    if (runs.size() < 2 || runs.size() > kMostVariants) continue;
    std::set<std::string> keys;
    for (const RunLog* run : runs) AddDifferingKeys(runs.front()->config, run->config, "", keys);
    if (keys.empty()) continue;
    Table& table = tables.emplace_back(
        Table{.id = "settings_" + environment,
              .title = fmt::format("Settings in which the variants differ on {}", environment),
              .row_header = "setting"});
    for (const RunLog* run : runs)
      table.columns.push_back({.id = run->variant, .title = DisplayName(run->variant)});
    for (const std::string& key : keys) {
      TableRow row{.id = key, .title = LastPart(key)};
      for (const RunLog* run : runs) row.cells.push_back(CellOf(ValueAt(run->config, key)));
      table.rows.push_back(std::move(row));
    }
    table.notes.push_back(
        "as the run logs have them, also where another setting keeps one from acting (max_kl of a "
        "step that is not TRPO's)");
  }
  return tables;
}

}  // namespace gaitbench
