#include "algos/run/families.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "algos/derivative_free/family.h"
#include "algos/dqn/family.h"
#include "algos/off_policy/family.h"
#include "algos/on_policy/family.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* kLearner = "learner";  // the key of a config that names the family

std::vector<const Family*>& Table() {
  static std::vector<const Family*> table = {&OnPolicyFamily(), &OffPolicyFamily(), &DqnFamily(),
                                             &DerivativeFreeFamily()};
  return table;
}

const Family* FindFamily(const std::string& name) {
  const auto found = std::ranges::find(Families(), name, &Family::name);
  return found == Families().end() ? nullptr : *found;
}

std::string Text(const ordered_json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

const Family* FamilyOfConfig(const ordered_json& config) {
  return FindFamily(Text(config.value(kLearner, ordered_json(OnPolicyFamily().name))));
}

// The robot of an environment; of an unknown one what stands before its version.
std::string RobotOf(const std::string& environment) {
  for (const Task& task : Tasks()) {
    if (task.name == environment) return std::string(task.robot);
  }
  return environment.substr(0, environment.find('-'));
}

// Settings of other families are told from misspelt ones.
void CheckKnown(const Family& family, const json& changes, const std::string& where) {
  if (!changes.is_object()) return;
  std::set<std::string> known;
  for (const SettingInfo& setting : family.settings) known.insert(setting.name);
  for (const auto& item : changes.items()) {
    if (known.contains(item.key())) continue;
    for (const Family* other : Families()) {
      if (!FindSetting(*other, item.key())) continue;
      throw ConfigError(where + "." + item.key(),
                        fmt::format("is a setting of {} learners, and this variant is of {}",
                                    other->name, family.name));
    }
    throw ConfigError(where + "." + item.key(),
                      fmt::format("unknown setting; {} (gaitbench switches lists all)",
                                  Suggestion(item.key(), known)));
  }
}

}  // namespace

const std::vector<const Family*>& Families() { return Table(); }

void AddFamily(const Family& family) { Table().push_back(&family); }

LearnerSettings FindPreset(std::string_view name, const std::string& environment) {
  std::set<std::string> known;
  for (const Family* family : Families()) {
    for (const Preset& preset : family->presets) {
      if (preset.name == name) return {family, preset.settings(RobotOf(environment))};
      known.emplace(preset.name);
    }
  }
  throw ConfigError("preset", fmt::format("\"{}\" is no preset; {} (gaitbench variants lists all)",
                                          name, Suggestion(std::string(name), known)));
}

void Change(LearnerSettings& settings, const json& changes, const std::string& where) {
  CheckKnown(*settings.family, changes, where);
  settings.values = settings.family->change(settings.values, changes, where);
}

ordered_json ConfigJson(const LearnerSettings& settings) {
  ordered_json config = {{kLearner, settings.family->name}};
  config.update(settings.values);
  return config;
}

LearnerSettings SettingsFromConfig(const json& config, const std::string& where) {
  if (!config.is_object()) throw ConfigError(where, "expected an object, got " + ShownJson(config));
  const std::string name = Text(config.value(kLearner, json(OnPolicyFamily().name)));
  const Family* family = FindFamily(name);
  if (!family)
    throw ConfigError(where + "." + kLearner, "there are no learners of \"" + name + "\"");
  json values = config;
  values.erase(kLearner);
  return {family, family->change(Defaults(*family), values, where)};
}

ordered_json WithDefaults(const ordered_json& config) {
  if (!config.is_object()) return config;
  const Family* family = FamilyOfConfig(config);
  if (!family) return config;
  ordered_json complete = ConfigJson({family, Defaults(*family)});
  complete.update(config);
  return complete;
}

std::set<std::string> IdleSettings(const ordered_json& config) {
  std::set<std::string> idle;
  const Family* family = config.is_object() ? FamilyOfConfig(config) : nullptr;
  if (!family) return idle;
  for (const SettingInfo& setting : family->settings) {
    if (WhyIdle({family, config}, setting.name)) idle.insert(setting.name);
  }
  return idle;
}

}  // namespace gaitbench
