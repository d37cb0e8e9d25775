// gaitbench variants: the named algorithms.
#include "algos/run/families.h"
#include "bench/commands/commands.h"
#include "bench/commands/listing.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// Of a preset, by robot; without those that it is not for.
ordered_json ConfigsByRobot(const Preset& preset) {
  ordered_json configs = ordered_json::object();
  for (const Task& task : Tasks()) {
    if (task.version != kNewestVersion) continue;
    try {
      configs[std::string(task.robot)] =
          ConfigJson(FindPreset(preset.name, std::string(task.name)));
    } catch (const ConfigError&) {
      continue;
    }
  }
  return configs;
}

ordered_json DescribeVariants() {
  ordered_json list = ordered_json::array();
  for (const Family* family : Families()) {
    for (const Preset& preset : family->presets) {
      list.push_back(
          {{"name", preset.name}, {"meaning", preset.meaning}, {"config", ConfigsByRobot(preset)}});
    }
  }
  return list;
}

// What it is; then its settings, a column per robot.
std::string VariantText(const ordered_json& variant, size_t width) {
  std::string text =
      MembersText({{"name", variant["name"]}, {"meaning", variant["meaning"]}}, width);
  const ordered_json& robots = variant["config"];
  if (robots.empty()) return text;
  ordered_json heading = {{"setting", "setting"}};
  std::vector<std::string> columns = {"setting"};
  for (const auto& item : robots.items()) {
    heading[item.key()] = item.key();
    columns.push_back(item.key());
  }
  ordered_json rows = ordered_json::array({heading});
  for (const auto& setting : robots.front().items()) {
    ordered_json row = {{"setting", setting.key()}};
    for (const auto& [robot, config] : robots.items()) row[robot] = config[setting.key()];
    rows.push_back(row);
  }
  return text + "\n" + ColumnsText(rows, columns, width);
}

}  // namespace

void AddVariants(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "variants",
              .meaning = "the named algorithms",
              .thing = "variant",
              .list = DescribeVariants,
              .columns = {"name", "meaning"},
              .in_full = VariantText});
}

}  // namespace gaitbench
