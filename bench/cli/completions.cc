#include "bench/cli/completions.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "algos/run/families.h"
#include "envs/task.h"
#include "results/compare/metric.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

Words Parts(const std::string& text, char separator) {
  Words parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

Words TaskNames() {
  Words names;
  for (const Task& task : Tasks()) names.emplace_back(task.name);
  return names;
}

Words PresetNames() {
  Words names;
  for (const Family* family : Families()) {
    for (const Preset& preset : family->presets) names.emplace_back(preset.name);
  }
  return names;
}

// The families that a setting may be of: that of the preset which --variant names, else all.
std::vector<const Family*> FamiliesFor(const Words& words) {
  constexpr std::string_view kOption = "--variant";
  for (size_t i = 0; i < words.size(); ++i) {
    std::string variant;
    if (words[i] == kOption && i + 1 < words.size()) variant = words[i + 1];
    if (words[i].starts_with(std::string(kOption) + "="))
      variant = words[i].substr(kOption.size() + 1);
    for (const Family* family : Families()) {
      if (std::ranges::count(family->presets, variant, &Preset::name)) return {family};
    }
  }
  return Families();
}

// Each followed by `end`.
Words SettingNames(const std::vector<const Family*>& families, const std::string& end) {
  Words names;
  for (const Family* family : families) {
    for (const SettingInfo& setting : family->settings) names.push_back(setting.name + end);
  }
  return names;
}

// "clip_range=0.2": the values that are allowed where they can be counted, else the default.
Words Assignments(const std::vector<const Family*>& families, const std::string& name) {
  Words values;
  for (const Family* family : families) {
    const SettingInfo* setting = FindSetting(*family, name);
    if (!setting) continue;
    if (setting->type.starts_with("one of ")) {
      for (const std::string& value : Parts(setting->type.substr(7), ','))
        values.push_back(value.substr(value.find_first_not_of(' ')));
    } else if (setting->default_value.is_boolean()) {
      values.insert(values.end(), {"true", "false"});
    } else {
      values.push_back(setting->default_value.dump());
    }
  }
  for (std::string& value : values) value.insert(0, name + "=");
  return values;
}

// The variants whose runs a DIR among the words holds.
Words VariantsIn(const Words& words) {
  std::set<std::string> names;
  for (const std::string& word : words) {
    std::error_code none;
    for (const auto& environment : fs::directory_iterator(fs::path(word) / "runs", none)) {
      for (const auto& variant : fs::directory_iterator(environment, none))
        names.insert(variant.path().filename().string());
    }
  }
  return {names.begin(), names.end()};
}

// What may stand where help shows a value of this type.
Words ValuesOf(const std::string& type, const std::string& begun, const Words& words) {
  if (type == "TASK") return TaskNames();
  if (type == "VARIANT") return PresetNames();
  if (type == "SETTING") return SettingNames(Families(), "");
  if (type == "SETTING=VALUE") {
    const size_t equals = begun.find('=');
    const std::vector<const Family*> families = FamiliesFor(words);
    return equals == std::string::npos ? SettingNames(families, "=")
                                       : Assignments(families, begun.substr(0, equals));
  }
  if (type == "STATISTIC") {
    Words names;
    for (const auto& [metric, name] : Names(Metric{})) names.emplace_back(name);
    return names;
  }
  if (type == "NAME") return VariantsIn(words);
  return type.find('|') == std::string::npos ? Words() : Parts(type, '|');
}

Words Commands(const CLI::App& program) {
  Words names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

Words OptionNames(const CLI::App& command) {
  Words names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

bool TakesValue(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// The values of the command's first option that has no name.
Words PositionalValues(const CLI::App& command, const Words& words) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) return ValuesOf(option->get_type_name(), words.back(), words);
  }
  return {};
}

// Of a command's words, the last of which is begun.
Words InCommand(const CLI::App& command, const Words& words) {
  const std::string& begun = words.back();
  if (words.size() > 1) {
    const CLI::Option* before = command.get_option_no_throw(words[words.size() - 2]);
    if (before && !before->get_positional() && TakesValue(*before))
      return ValuesOf(before->get_type_name(), begun, words);
  }
  if (!begun.starts_with("--")) return PositionalValues(command, words);
  const size_t equals = begun.find('=');
  if (equals == std::string::npos) return OptionNames(command);
  const std::string name = begun.substr(0, equals);
  const CLI::Option* option = command.get_option_no_throw(name);
  if (!option) return {};
  Words values = ValuesOf(option->get_type_name(), begun.substr(equals + 1), words);
  for (std::string& value : values) value.insert(0, name + "=");
  return values;
}

Words Possible(const CLI::App& program, const Words& words) {
  if (words.size() == 1)
    return words[0].starts_with("-") ? OptionNames(program) : Commands(program);
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == words[0])
      return InCommand(*command, {words.begin() + 1, words.end()});
  }
  return {};
}

}  // namespace

Words Completions(const CLI::App& program, const Words& words) {
  if (words.empty()) return {};
  Words possible = Possible(program, words);
  std::erase_if(possible, [&](const std::string& word) { return !word.starts_with(words.back()); });
  std::ranges::sort(possible);
  const auto repeated = std::ranges::unique(possible);
  possible.erase(repeated.begin(), repeated.end());
  return possible;
}

}  // namespace gaitbench
