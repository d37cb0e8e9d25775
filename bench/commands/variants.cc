// gaitbench variants: the named algorithms.
#include <algorithm>

#include <fmt/ranges.h>

#include "algos/run/families.h"
#include "bench/cli/listing.h"
#include "bench/commands/commands.h"
#include "bench/run/terminal.h"
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
      list.push_back({{"name", preset.name},
                      {"learner", family->name},
                      {"meaning", preset.meaning},
                      {"config", ConfigsByRobot(preset)}});
    }
  }
  return list;
}

// "0.0003" of all robots; "Hopper 0.0003, Walker2d 0.0004"
std::string ValueText(const ordered_json& robots, const std::string& setting) {
  std::string by_robot;
  bool same = true;
  for (const auto& [robot, config] : robots.items()) {
    same = same && config[setting] == robots.front()[setting];
    by_robot +=
        fmt::format("{}{} {}", by_robot.empty() ? "" : ", ", robot, ListedText(config[setting]));
  }
  return same ? ListedText(robots.front()[setting]) : by_robot;
}

// What it is; then the settings in which it departs from the defaults, on some robot.
std::string VariantText(const ordered_json& variant, size_t width) {
  const ordered_json& robots = variant["config"];
  ordered_json members = {{"name", variant["name"]}, {"meaning", variant["meaning"]}};
  std::vector<std::string> names;
  for (const auto& item : robots.items()) names.push_back(item.key());
  members["robots"] = fmt::format("{}", fmt::join(names, ", "));
  ordered_json rows = {
      {{"setting", "setting"}, {"default", "default"}, {"value", "here"}, {"source", "source"}}};
  std::string_view letters;
  for (const Family* family : Families()) {
    if (family->name != variant["learner"].get<std::string>()) continue;
    letters = family->letters;
    const auto preset =
        std::ranges::find(family->presets, variant["name"].get<std::string>(), &Preset::name);
    for (const SettingInfo& setting : family->settings) {
      const bool departs = std::ranges::any_of(robots, [&](const ordered_json& config) {
        return config[setting.name] != setting.default_value;
      });
      if (!departs) continue;
      rows.push_back({{"setting", setting.name},
                      {"default", setting.default_value},
                      {"value", ValueText(robots, setting.name)},
                      {"source", SourceOf(*preset, setting)}});
    }
  }
  if (rows.size() == 1) {
    return MembersText(members, width) + "\n" +
           Wrapped("It has the defaults of its learners: gaitbench switches; --json has every one.",
                   width) +
           "\n";
  }
  return MembersText(members, width) + "\n" +
         ColumnsText(rows, {"setting", "default", "value", "source"}, width) + "\n" +
         Wrapped(fmt::format("All other settings have their defaults: gaitbench switches; --json "
                             "has every one. Letters of sources: {}.",
                             letters.empty() ? "none" : letters),
                 width) +
         "\n";
}

}  // namespace

void AddVariants(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "variants",
              .meaning = "the named algorithms",
              .thing = "variant",
              .example = "gaitbench variants ppo",
              .list = DescribeVariants,
              .columns = {"name", "meaning"},
              .in_full = VariantText});
}

}  // namespace gaitbench
