// A study: one JSON file, one question. Environments x variants x seeds are its runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "algos/config.h"
#include "results/comparison.h"
#include "results/json_fields.h"

namespace gaitbench {

// Settings as JSON keys of AlgoConfig, read strictly when they are applied to one.
using Settings = nlohmann::json;

struct SeedRange {
  int64_t first = 0;
  int64_t count = 5;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("first", self.first, FieldInfo{"the first seed", {}, 0, 1e15});
    visit("count", self.count, FieldInfo{"consecutive seeds", {}, 1, 1e6});
  }
};

// What variants start from.
struct StudyBase {
  std::string preset;
  Settings switches = Settings::object();

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("preset", self.preset, FieldInfo{"a named algorithm (gaitbench variants)"});
    visit("switches", self.switches, FieldInfo{"settings of every variant (gaitbench switches)"});
  }
};

struct StudyVariant {
  std::string name;
  std::string preset;  // empty: the base
  Settings switches = Settings::object();
  Settings per_environment = Settings::object();

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("name", self.name, FieldInfo{"names its folder and its table row"});
    visit("preset", self.preset, FieldInfo{"starts from this instead of the base"});
    visit("switches", self.switches, FieldInfo{"settings of this variant"});
    visit("per_environment", self.per_environment, FieldInfo{"{environment: settings}, last word"});
  }
};

struct Study {
  std::string study;
  std::string question;
  std::vector<std::string> environments;
  Settings environment_options = Settings::object();
  SeedRange seeds;
  std::optional<int64_t> iterations;
  std::optional<int64_t> total_env_steps;
  StudyBase base;
  Settings per_environment = Settings::object();
  std::vector<StudyVariant> variants;
  ComparisonOptions compare;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("study", self.study, FieldInfo{"its name"});
    visit("question", self.question, FieldInfo{"what it is to answer"});
    visit("environments", self.environments, FieldInfo{"task ids (gaitbench envs)"});
    visit("environment_options", self.environment_options, FieldInfo{"task options of every run"});
    visit("seeds", self.seeds, FieldInfo{"{first, count}"});
    visit("iterations", self.iterations, FieldInfo{"of each run", "iterations", 1, 1e9});
    visit("total_env_steps", self.total_env_steps,
          FieldInfo{"of each run, instead of iterations; rounded down to whole iterations",
                    "env steps", 1, 1e15});
    visit("base", self.base, FieldInfo{"what variants start from"});
    visit("per_environment", self.per_environment,
          FieldInfo{"{environment: settings} of every variant"});
    visit("variants", self.variants, FieldInfo{"what is compared"});
    visit("compare", self.compare, FieldInfo{"statistic and intervals of the tables"});
  }
};

// Reads and checks what can be checked without resolving; `where` begins each ConfigError's
// message.
Study StudyFromJson(const nlohmann::json& json, const std::string& where);
Study ReadStudy(const std::filesystem::path& path);

}  // namespace gaitbench
