// gaitbench variants: the named algorithms.
#include <iostream>

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
void PrintVariant(const ordered_json& variant) {
  PrintMembers({{"name", variant["name"]}, {"meaning", variant["meaning"]}});
  const ordered_json& robots = variant["config"];
  if (robots.empty()) return;
  ordered_json heading = {{"setting", "setting"}};
  std::vector<std::string> columns = {"setting"};
  for (const auto& [robot, config] : robots.items()) {
    heading[robot] = robot;
    columns.push_back(robot);
  }
  ordered_json rows = {heading};
  for (const auto& [setting, value] : robots.front().items()) {
    ordered_json row = {{"setting", setting}};
    for (const auto& [robot, config] : robots.items()) row[robot] = config[setting];
    rows.push_back(row);
  }
  std::cout << "\n";
  PrintColumns(rows, columns);
}

}  // namespace

void AddVariants(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "variants",
              .meaning = "the named algorithms",
              .thing = "variant",
              .list = DescribeVariants,
              .columns = {"name", "meaning"},
              .print = PrintVariant});
}

}  // namespace gaitbench
