#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/log/cells.h"
#include "results/log/json_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

constexpr size_t kMostVariants = 8;
const std::string kLearner = "learner";  // the family, in every complete config

// "on", "off", "orthogonal", "0.0003"
TableCell CellOf(const nlohmann::ordered_json& value) {
  return value.is_null() ? TableCell() : TableCell(LabelOf(value));
}

// Settings that all runs have, whatever their learner, that differ and that act in one of them at
// least; across learners that is first of all which it is.
std::set<std::string> DifferingSettings(const std::vector<const RunLog*>& runs) {
  std::set<std::string> keys;
  for (const RunLog* run : runs) AddDifferingKeys(runs.front()->config, run->config, "", keys);
  const bool one_learner = !keys.contains(kLearner);
  std::erase_if(keys, [&](const std::string& key) {
    const auto lacks = [&](const RunLog* run) { return ValueAt(run->config, key).is_null(); };
    const auto is_idle = [&](const RunLog* run) { return run->idle.contains(key); };
    return (!one_learner && std::ranges::any_of(runs, lacks)) || std::ranges::all_of(runs, is_idle);
  });
  return keys;
}

}  // namespace

std::vector<Table> SettingsTables(std::span<const RunLog> logs) {
  std::map<std::string_view, std::vector<const RunLog*>> first_runs;  // of the variants on each
  std::vector<std::string_view> environments;
  for (const LogCell& cell : CellsOf(logs)) {
    if (first_runs.try_emplace(cell.environment).second) environments.push_back(cell.environment);
    if (const RunLog* first = cell.first_recorded()) first_runs[cell.environment].push_back(first);
  }
  std::vector<Table> tables;
  for (const std::string_view environment : environments) {
    const std::vector<const RunLog*>& runs = first_runs.at(environment);
    if (runs.size() < 2 || runs.size() > kMostVariants) continue;
    const std::set<std::string> keys = DifferingSettings(runs);
    if (keys.empty()) continue;
    Table& table = tables.emplace_back(
        Table{.id = fmt::format("settings_{}", environment),
              .title = fmt::format("Settings in which the variants differ on {}", environment),
              .row_header = "setting"});
    for (const RunLog* run : runs)
      table.columns.push_back({.id = run->variant, .title = DisplayName(run->variant)});
    bool any_idle = false;
    for (const std::string& key : keys) {
      TableRow row{.id = key, .title = LastPart(key)};
      for (const RunLog* run : runs) {
        const bool idle = run->idle.contains(key);
        any_idle |= idle;
        row.cells.push_back(idle ? TableCell() : CellOf(ValueAt(run->config, key)));
      }
      const bool is_learner = key == kLearner;
      table.rows.insert(is_learner ? table.rows.begin() : table.rows.end(), std::move(row));
    }
    if (any_idle)
      table.notes.push_back(
          "empty where another setting keeps one from acting (max_kl of a step that is not TRPO's)");
    if (keys.contains(kLearner))
      table.notes.push_back(
          "of settings that only some of the learners have, see the resolved configs");
  }
  return tables;
}

}  // namespace gaitbench
