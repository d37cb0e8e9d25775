// A family of learners: one settings struct, one Learner class, and what the rest of the program
// asks of them, as one row. Outside of its family, a learner's settings are JSON values that the
// family's own reader made, complete and in range.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "algos/learner/learner.h"
#include "envs/batched_env.h"
#include "results/log/json_fields.h"

namespace gaitbench {

using SettingValues = nlohmann::ordered_json;  // {setting: value}, every one of a family's

struct SettingInfo {
  std::string name, type;
  nlohmann::ordered_json default_value;
  FieldInfo info;
};

// Where a preset's value is from; of an empty setting: all that the preset does not name.
struct ValueSource {
  std::string_view setting, source;
};

struct Preset {
  std::string_view name;     // "ppo_m"
  std::string_view meaning;  // one line
  // Throws ConfigError where it has no settings for the robot.
  std::function<SettingValues(const std::string& robot)> settings;
  std::vector<ValueSource> sources;  // where the settings' own do not say it
};

struct Family {
  std::string_view name;     // "on_policy"
  std::string_view meaning;  // one line
  std::string_view letters;  // of the sources of its settings and presets, one line
  std::string_view warmup;   // the setting of env steps before a run's first update; empty: none
  std::vector<SettingInfo> settings;
  std::vector<Preset> presets;

  // `values` with some of them changed, and that they go together; ConfigError with the path.
  std::function<SettingValues(const SettingValues& values, const nlohmann::json& changes,
                              const std::string& where)>
      change;
  std::function<void(const SettingValues& values, const std::string& where)> check;

  std::function<int64_t(const SettingValues&)> env_steps_per_iteration;
  // The same work per env step in a shorter iteration without evaluations, to measure what it
  // costs.
  std::function<SettingValues(const SettingValues&)> shortened;
  // Env steps of evaluations for each of training, where every episode of theirs comes to the
  // task's time limit.
  std::function<double(const SettingValues&, const Task&)> evaluation_steps;
  // Of networks and of what is kept of so many env steps of its environment; empty: not much.
  std::function<int64_t(const SettingValues&, const BatchedEnv&, int64_t num_steps)> bytes_held;
  // ConfigError at a setting that asks for more memory than the machine has, however long the run;
  // empty: none does.
  std::function<void(const SettingValues&, const BatchedEnv&)> check_memory;

  // What its learner loads beside the program, {library: version}; ConfigError where one is
  // missing.
  std::function<nlohmann::ordered_json(const SettingValues&)> libraries;

  std::function<std::unique_ptr<Learner>(const SettingValues&, const LearnerSpec&)> make_learner;
  // In an environment of its task; of what such a learner's SaveActor saved; ConfigError at `where`
  // if it does not fit.
  std::function<std::unique_ptr<Actor>(const SettingValues&, const TensorFile&, const BatchedEnv&,
                                       const std::string& where)>
      read_actor;
};

// Of a value in which a preset departs from the defaults.
std::string_view SourceOf(const Preset& preset, const SettingInfo& setting);

// None where the family has no setting of that name.
const SettingInfo* FindSetting(const Family& family, std::string_view name);

SettingValues Defaults(const Family& family);

// A family and a value for each of its settings.
struct LearnerSettings {
  const Family* family = nullptr;
  SettingValues values = {};

  bool operator==(const LearnerSettings&) const = default;
};

// "step_rule trpo", the value of another setting without which this one would act; none if it acts.
std::optional<std::string> WhyIdle(const LearnerSettings& settings, const std::string& setting);

// A family's row as it is written, with its own struct.
template <class Settings>
struct FamilyOf {
  struct PresetOf {
    using Make = Settings (*)(const std::string& robot);
    PresetOf(std::string_view its_name, std::string_view its_meaning, Make its_settings,
             std::vector<ValueSource> its_sources = {})
        : name(its_name),
          meaning(its_meaning),
          settings(its_settings),
          sources(std::move(its_sources)) {}

    std::string_view name, meaning;
    Make settings;
    std::vector<ValueSource> sources;
  };

  std::string_view name, meaning, letters = "", warmup = "";
  std::vector<PresetOf> presets;
  void (*check)(const Settings&, const std::string& where);
  int64_t (*env_steps_per_iteration)(const Settings&);
  Settings (*shortened)(const Settings&);
  double (*evaluation_steps)(const Settings&, const Task&) = nullptr;                      // none
  int64_t (*bytes_held)(const Settings&, const BatchedEnv&, int64_t num_steps) = nullptr;  // none
  void (*check_memory)(const Settings&, const BatchedEnv&) = nullptr;                      // none
  nlohmann::ordered_json (*libraries)(const Settings&) = nullptr;                          // none
  std::unique_ptr<Learner> (*make_learner)(const Settings&, const LearnerSpec&);
  std::unique_ptr<Actor> (*read_actor)(const Settings&, const TensorFile&, const BatchedEnv&,
                                       const std::string& where);
};

// For a row's make_learner.
template <class L, class Settings>
std::unique_ptr<Learner> MakeLearner(const Settings& settings, const LearnerSpec& spec) {
  return std::make_unique<L>(settings, spec);
}

template <class Settings>
Settings FromValues(const SettingValues& values, const std::string& where = "") {
  Settings settings;
  ReadJson(nlohmann::json(values), settings, where);
  return settings;
}

template <class Settings>
Family MakeFamily(const FamilyOf<Settings>& row) {
  Family family;
  family.name = row.name;
  family.meaning = row.meaning;
  family.letters = row.letters;
  family.warmup = row.warmup;
  const Settings defaults;
  Settings::Fields(defaults, [&]<class T>(const char* name, const T& value, const FieldInfo& info) {
    family.settings.push_back({name, TypeName<T>(), WriteJson(value), info});
  });
  for (const auto& preset : row.presets) {
    family.presets.push_back(
        {preset.name, preset.meaning,
         [=](const std::string& robot) { return WriteJson(preset.settings(robot)); },
         preset.sources});
  }
  family.change = [](const SettingValues& values, const nlohmann::json& changes,
                     const std::string& where) {
    auto settings = FromValues<Settings>(values);
    ReadJson(changes, settings, where);
    return WriteJson(settings);
  };
  family.check = [=](const SettingValues& values, const std::string& where) {
    row.check(FromValues<Settings>(values), where);
  };
  family.env_steps_per_iteration = [=](const SettingValues& values) {
    return row.env_steps_per_iteration(FromValues<Settings>(values));
  };
  family.shortened = [=](const SettingValues& values) {
    return WriteJson(row.shortened(FromValues<Settings>(values)));
  };
  family.evaluation_steps = [=](const SettingValues& values, const Task& task) {
    return row.evaluation_steps ? row.evaluation_steps(FromValues<Settings>(values), task) : 0;
  };
  if (row.bytes_held) {
    family.bytes_held = [=](const SettingValues& values, const BatchedEnv& env, int64_t num_steps) {
      return row.bytes_held(FromValues<Settings>(values), env, num_steps);
    };
  }
  if (row.check_memory) {
    family.check_memory = [=](const SettingValues& values, const BatchedEnv& env) {
      row.check_memory(FromValues<Settings>(values), env);
    };
  }
  family.libraries = [=](const SettingValues& values) {
    return row.libraries ? row.libraries(FromValues<Settings>(values))
                         : nlohmann::ordered_json::object();
  };
  family.make_learner = [=](const SettingValues& values, const LearnerSpec& spec) {
    return row.make_learner(FromValues<Settings>(values), spec);
  };
  family.read_actor = [=](const SettingValues& values, const TensorFile& file,
                          const BatchedEnv& env, const std::string& where) {
    return row.read_actor(FromValues<Settings>(values, where + ": config"), file, env, where);
  };
  return family;
}

}  // namespace gaitbench
