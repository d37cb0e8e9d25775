// A study: one JSON file, one question. Environments x variants x seeds are its runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/study/grid.h"
#include "results/compare/comparison.h"
#include "results/decide/question.h"
#include "results/log/json_fields.h"

namespace gaitbench {

struct SeedRange {
  int64_t first = 0;
  int64_t count = 5;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("first", self.first, FieldInfo{"the first seed", {}, 0, 1e15});
    visit("count", self.count, FieldInfo{"consecutive seeds", {}, 1, 1e6});
  }
};

// The seeds that report, the same for every variant.
struct StudySeeds {
  SeedRange range;
  Settings per_environment = Settings::object();

  // Of one environment; `where` begins the message of a ConfigError.
  SeedRange Of(const std::string& environment, const std::string& where) const;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    SeedRange::Fields(self.range, visit);
    visit("per_environment", self.per_environment,
          FieldInfo{"{environment: {first, count}} where they are others"});
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

// Tuning: each variant of each environment is trained at every point of a grid over seeds that are
// kept for it, and the study's own seeds at the point with the best mean.
struct StudySelect {
  Settings grid = Settings::object();
  SeedRange seeds;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("grid", self.grid, FieldInfo{"{setting: [values]}, what is tuned"});
    visit("seeds", self.seeds, FieldInfo{"{first, count}, none of which is among the study's"});
  }
};

struct Study {
  std::string study;
  std::string question;
  std::vector<std::string> environments;
  Settings environment_options = Settings::object();
  StudySeeds seeds;
  std::optional<int64_t> iterations;
  std::optional<int64_t> total_env_steps;
  StudyBase base;
  Settings per_environment = Settings::object();
  std::vector<StudyVariant> variants;
  Settings grid = Settings::object();
  std::optional<StudySelect> select;
  ComparisonOptions compare;
  std::optional<Question> decide;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("study", self.study, FieldInfo{"its name"});
    visit("question", self.question, FieldInfo{"what it is to answer"});
    visit("environments", self.environments, FieldInfo{"task ids (gaitbench envs)"});
    visit("environment_options", self.environment_options, FieldInfo{"task options of every run"});
    visit("seeds", self.seeds, FieldInfo{"{first, count, per_environment}"});
    visit("iterations", self.iterations, FieldInfo{"of each run", "iterations", 1, 1e9});
    visit("total_env_steps", self.total_env_steps,
          FieldInfo{"of each run, instead of iterations; rounded down to whole iterations",
                    "env steps", 1, 1e15});
    visit("base", self.base, FieldInfo{"what variants start from"});
    visit("per_environment", self.per_environment,
          FieldInfo{"{environment: settings} of every variant"});
    visit("variants", self.variants, FieldInfo{"what is compared"});
    visit("grid", self.grid,
          FieldInfo{"{setting: [values]}, every combination of which is a variant"});
    visit("select", self.select,
          FieldInfo{"{grid, seeds}: settings chosen by the best mean over seeds of their own"});
    visit("compare", self.compare, FieldInfo{"statistic and intervals of the tables"});
    visit("decide", self.decide,
          FieldInfo{"{test, of, looks}: what sweep --until-decided adds seeds for"});
  }
};

// What is compared: the study's variants, each at every point of its grid.
struct StudyCell {
  std::string name;
  StudyVariant variant;
  std::string path;  // where the variant stands in the study, for messages
  Settings grid = Settings::object();
};
std::vector<StudyCell> StudyCells(const Study& study, const std::string& where);

// As a file that reads back as the same study.
nlohmann::ordered_json StudyJson(const Study& study);

// Reads and checks what can be checked without resolving; `where` begins each ConfigError's
// message. "$comment" in any object and the top's "$schema" are for people and editors.
Study StudyFromJson(const nlohmann::json& json, const std::string& where);
Study ReadStudy(const std::filesystem::path& path);

inline constexpr const char* kStudyFile = "study.json";  // in the directory of its runs

}  // namespace gaitbench
