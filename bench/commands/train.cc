// gaitbench train: one variant, many seeds.
#include <iostream>
#include <memory>

#include "algos/run/families.h"
#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/train_study.h"
#include "bench/study/grid.h"
#include "bench/study/idle_switches.h"
#include "bench/study/machine_limits.h"
#include "bench/study/warnings.h"
#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/log/content_hash.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

struct TrainRequest {
  std::string environment, variant;
  std::string name;  // of the variant in folders and tables; empty: made from the settings
  int64_t seeds = 5, first_seed = 0, iterations = 488;
  std::vector<std::string> settings;  // "clip_range=0.3"
  TrainingOptions training = {.directory = {}, .num_workers = {}, .leaves_study = false};
};

constexpr const char* kStudy = "train";  // begins the paths of the study that a request makes

// A path of that study, or a sentence that begins with one, under the option that the user typed.
std::string AsTyped(const std::string& path) {
  static constexpr std::pair<std::string_view, std::string_view> kOptions[] = {
      {"preset", "--variant"},
      {"train.seeds.count", "--seeds"},
      {"train.seeds.first", "--first-seed"},
      {"train.iterations", "--iterations"},
      {"train.base.switches", "--set"},
      {"train.variants[0].name", "--name"},
      {"train.variants[0]", "--set"}};
  for (const auto& [begin, option] : kOptions) {
    if (path.starts_with(begin)) return std::string(option) + path.substr(begin.size());
  }
  return path;
}

// "clip_range=0.3"; what is no JSON is a string
nlohmann::json ReadSettings(const std::vector<std::string>& settings) {
  nlohmann::json switches = nlohmann::json::object();
  for (const std::string& setting : settings) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      throw ConfigError("--set", "expected setting=value, got \"" + setting + "\"");
    const std::string name = setting.substr(0, equals), text = setting.substr(equals + 1);
    if (name == "preset") throw ConfigError("--set", "a preset is no setting; --variant names it");
    try {
      switches[name] = ParseJsonFile(text, name);
    } catch (const ConfigError&) {
      switches[name] = text;
    }
  }
  return switches;
}

// The preset of that name, by id or as tables show it.
std::string PresetNamed(const std::string& typed) {
  for (const Family* family : Families()) {
    for (const Preset& preset : family->presets) {
      if (DisplayName(preset.name) == typed) return std::string(preset.name);
    }
  }
  return typed;
}

// The preset's, with the settings that depart from it, as a study's grid would name them:
// "ppo+clip_range=0.3". Where that would be a long name of a folder, a hash stands for the rest.
std::string VariantName(const std::string& preset, const LearnerSettings& before,
                        const LearnerSettings& after) {
  constexpr size_t kLongest = 100, kHashDigits = 8;
  std::string name = preset, departures;
  bool fits = true;
  for (const auto& [setting, value] : after.values.items()) {
    if (value == before.values.at(setting)) continue;
    const std::string departure = setting + "=" + LabelOf(value);
    departures += "+" + departure;
    fits = fits && name.size() + 1 + departure.size() <= kLongest;
    if (fits) name = JoinNames(name, departure);
  }
  return fits ? name : name + "+more=" + ContentHash(departures).substr(0, kHashDigits);
}

// A study of one variant.
Study StudyOf(const TrainRequest& request) {
  const nlohmann::json switches = ReadSettings(request.settings);
  CheckEnvironment(request.environment);
  const std::string preset = PresetNamed(request.variant);
  const LearnerSettings before = FindPreset(preset, request.environment);
  LearnerSettings after = before;
  Change(after, switches, "--set");
  return StudyFromJson(
      {{"study", "train"},
       {"environments", {request.environment}},
       {"seeds", {{"first", request.first_seed}, {"count", request.seeds}}},
       {"iterations", request.iterations},
       {"base", {{"preset", preset}, {"switches", switches}}},
       {"variants",
        {{{"name", request.name.empty() ? VariantName(preset, before, after) : request.name}}}}},
      kStudy);
}

int Train(const TrainRequest& request) {
  Study study;
  Plan plan;
  try {
    study = StudyOf(request);
    plan = MakePlan(study, kStudy);
    CheckMachineLimits(study, plan, request.training.directory, kStudy);
  } catch (const ConfigError& error) {
    throw ConfigError(AsTyped(error.where()), error.problem());
  }
  PrepareToTrain();
  for (const std::string& idle : IdleSwitches(study, plan, kStudy))
    std::cerr << "warning: " << AsTyped(idle) << "\n";
  for (const std::string& untrained : RunsWithoutUpdates(plan, "--iterations"))
    std::cerr << "warning: " << untrained << "\n";
  const int code =
      TrainRange(study, plan, {.first = 0, .count = plan.num_runs()}, request.training);
  if (code != kExitDone) return code;
  WriteTables(request.training.directory);
  return code;
}

}  // namespace

void AddTrain(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<TrainRequest>();
  auto* command = program.add_subcommand("train", "one variant, many seeds");
  command->footer(
      "gaitbench train --env Hopper-v5 --variant ppo --seeds 5 --set clip_range=0.3 --out runs/wide");
  AddEnvironment(*command, request->environment);
  command->add_option("--variant", request->variant, "preset (gaitbench variants)")
      ->required()
      ->type_name("VARIANT");
  command->add_option("--seeds", request->seeds, "number of seeds")->capture_default_str();
  command->add_option("--first-seed", request->first_seed, "the first of them")
      ->capture_default_str();
  command->add_option("--iterations", request->iterations, "of each run")->capture_default_str();
  command->add_option("--set", request->settings, "setting=value (gaitbench switches)")
      ->type_name("SETTING=VALUE")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--name", request->name,
          "the variant's name in folders and tables (default: the preset's, with what --set "
          "changes)")
      ->type_name("NAME");
  AddTrainingOptions(*command, request->training)->required();
  command->callback([=, &exit_code] { exit_code = Train(*request); });
}

}  // namespace gaitbench
