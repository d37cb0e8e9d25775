#include <algorithm>

#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"
#include "results/tables/result_tables.h"

namespace gaitbench {
namespace {

constexpr size_t kMostVariants = 8;
const std::string kLearner = "learner";  // the family, in every complete config

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

std::vector<Table> SettingsTables(std::span<const RunLog> logs, const Comparison& comparison) {
  std::vector<Table> tables;
  for (const std::string& environment : comparison.environments) {
    const std::vector<const RunLog*> runs = FirstRuns(logs, comparison, environment);
    if (runs.size() < 2 || runs.size() > kMostVariants) continue;
    const std::set<std::string> keys = DifferingSettings(runs);
    if (keys.empty()) continue;
    Table& table = tables.emplace_back(
        Table{.id = "settings_" + environment,
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
