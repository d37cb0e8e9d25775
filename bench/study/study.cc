#include "bench/study/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "bench/study/sequential.h"
#include "envs/task.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/run_folders.h"

namespace gaitbench {
namespace {

void CheckEnvironmentKeys(const Study& study, const Settings& per_environment,
                          const std::string& path) {
  if (!per_environment.is_object()) {
    throw ConfigError(path, "expected {environment: settings}, got " + ShownJson(per_environment));
  }
  for (const auto& [environment, settings] : per_environment.items()) {
    if (std::ranges::count(study.environments, environment)) continue;
    throw ConfigError(path + "." + environment, "is not among the study's environments");
  }
}

template <class T>
void CheckNonEmptyAndUnique(const std::vector<T>& names, const std::string& path) {
  if (names.empty()) throw ConfigError(path, "is empty; expected one or more");
  std::set<T> seen;
  for (const T& name : names) {
    if (!seen.insert(name).second) throw ConfigError(path, "\"" + name + "\" is there twice");
  }
}

// Before anything is made for each of them; a plan holds their settings, some kB a run.
void CheckNumRuns(const Study& study, const std::string& where) {
  constexpr double kMostRuns = 100'000;
  const auto num_points = [](const Settings& grid, const std::string& path) {
    return static_cast<double>(GridPoints(grid, path).size());
  };
  const double num_variants = static_cast<double>(std::max<size_t>(1, study.variants.size())) *
                              num_points(study.grid, where + ".grid");
  double seeds = 0;  // over the environments
  for (const std::string& environment : study.environments)
    seeds += static_cast<double>(study.seeds.Of(environment, where).count);
  if (study.select) {
    seeds += static_cast<double>(study.environments.size()) *
             num_points(study.select->grid, where + ".select.grid") *
             static_cast<double>(study.select->seeds.count);
  }
  if (const double num_runs = num_variants * seeds; num_runs > kMostRuns)
    throw ConfigError(where,
                      fmt::format("has {:.0f} runs; allowed are {:.0f}", num_runs, kMostRuns));
}

void CheckSelect(const Study& study, const std::vector<std::string>& names,
                 const std::string& path) {
  const SeedRange& tuning = study.select->seeds;
  for (const std::string& environment : study.environments) {
    const SeedRange own = study.seeds.Of(environment, path);
    if (tuning.first < own.first + own.count && own.first < tuning.first + tuning.count) {
      throw ConfigError(
          path + ".seeds",
          std::to_string(tuning.first) + " to " + std::to_string(tuning.first + tuning.count - 1) +
              " overlap the study's own seeds; a choice would be judged on what chose it");
    }
  }
  if (study.select->grid.empty()) throw ConfigError(path + ".grid", "is empty; nothing to select");
  if (study.compare.statistic == Metric::kEvaluationMeanReturn)
    throw ConfigError(path,
                      "chooses by what training leaves; compare.statistic is "
                      "evaluation_mean_return, which is measured after it");
  for (const GridPoint& point : GridPoints(study.select->grid, path + ".grid")) {
    for (const std::string& name : names)
      CheckName(JoinNames(name, point.name), path + ".grid, with a variant's name");
  }
}

// Corners that a study names are among what it compares; the default ones need not be.
void CheckTwoByTwo(const TwoByTwoDesign& design, const std::vector<std::string>& names,
                   const std::string& path) {
  CheckDesign(design, path);
  if (design.corners == TwoByTwoDesign().corners) return;
  for (const auto& row : design.corners) {
    for (const std::string& name : row) {
      if (!std::ranges::count(names, name))
        throw ConfigError(path + ".corners", "\"" + name + "\" is not among the variants");
    }
  }
}

// A null is not a value that the reader takes: the key is left out.
void DropNulls(nlohmann::ordered_json& json) {
  for (auto item = json.begin(); item != json.end();)
    item = item->is_null() ? json.erase(item) : std::next(item);
}

// JSON has no comments, and a study stays JSON that every program reads: what is said to people and
// editors stands under keys of its own, "$comment" in any object, "$schema" at the top.
void CheckComment(const nlohmann::json& comment, const std::string& where) {
  const auto is_text = [](const nlohmann::json& line) { return line.is_string(); };
  if (!is_text(comment) && !(comment.is_array() && std::ranges::all_of(comment, is_text)))
    throw ConfigError(where, "expected a string or a list of strings, got " + ShownJson(comment));
}

nlohmann::json WithoutCommentsBelow(nlohmann::json json, const std::string& where) {
  if (json.is_object()) {
    if (json.contains("$comment")) CheckComment(json["$comment"], where + ".$comment");
    json.erase("$comment");
  }
  if (json.is_structured()) {
    const bool is_list = json.is_array();
    for (const auto& item : json.items()) {
      const std::string path = where + (is_list ? "[" + item.key() + "]" : "." + item.key());
      item.value() = WithoutCommentsBelow(std::move(item.value()), path);
    }
  }
  return json;
}

nlohmann::json WithoutComments(nlohmann::json json, const std::string& where) {
  if (json.is_object() && json.contains("$schema")) {
    if (!json["$schema"].is_string())
      throw ConfigError(where + ".$schema", "expected a string, got " + ShownJson(json["$schema"]));
    json.erase("$schema");
  }
  return WithoutCommentsBelow(std::move(json), where);
}

}  // namespace

SeedRange StudySeeds::Of(const std::string& environment, const std::string& where) const {
  SeedRange seeds = range;
  if (const auto found = per_environment.find(environment); found != per_environment.end())
    ReadJson(*found, seeds, where + ".seeds.per_environment." + environment);
  return seeds;
}

std::vector<StudyCell> StudyCells(const Study& study, const std::string& where) {
  std::vector<StudyVariant> variants = study.variants;
  if (variants.empty() && !study.grid.empty()) variants.emplace_back();  // the base alone
  const std::vector<GridPoint> points = GridPoints(study.grid, where + ".grid");
  std::vector<StudyCell> cells;
  for (size_t i = 0; i < variants.size(); ++i) {
    for (const GridPoint& point : points) {
      cells.push_back(
          {.name = JoinNames(variants[i].name, point.name),
           .variant = variants[i],
           .path = study.variants.empty() ? where : where + ".variants[" + std::to_string(i) + "]",
           .grid = point.settings});
    }
  }
  return cells;
}

nlohmann::ordered_json StudyJson(const Study& study) {
  nlohmann::ordered_json json = WriteJson(study);
  DropNulls(json);
  return json;
}

Study StudyFromJson(const nlohmann::json& json, const std::string& where) {
  Study study;
  ReadJson(WithoutComments(json, where), study, where);
  if (!study.study.empty()) CheckName(study.study, where + ".study");
  CheckNonEmptyAndUnique(study.environments, where + ".environments");
  for (const std::string& environment : study.environments) {
    const Task* task = nullptr;
    try {
      task = &FindTask(environment);
    } catch (const ConfigError& error) {
      throw ConfigError(where + ".environments", error.problem());
    }
    ApplyOptions(*task, study.environment_options, where + ".environment_options");
  }
  CheckEnvironmentKeys(study, study.seeds.per_environment, where + ".seeds.per_environment");
  for (const std::string& environment : study.environments) study.seeds.Of(environment, where);
  CheckNumRuns(study, where);
  for (size_t i = 0; i < study.variants.size(); ++i) {
    const StudyVariant& variant = study.variants[i];
    const std::string path = where + ".variants[" + std::to_string(i) + "]";
    CheckName(variant.name, path + ".name");
    CheckEnvironmentKeys(study, variant.per_environment, path + ".per_environment");
  }
  std::vector<std::string> names;
  for (const StudyCell& cell : StudyCells(study, where)) {
    CheckName(cell.name, cell.path + ", with the grid its name");
    names.push_back(cell.name);
  }
  CheckNonEmptyAndUnique(names, where + ".variants");
  CheckTwoByTwo(study.compare.two_by_two, names, where + ".compare.two_by_two");
  if (study.decide) CheckQuestion(study, names, where);
  if (study.select) CheckSelect(study, names, where + ".select");
  CheckEnvironmentKeys(study, study.per_environment, where + ".per_environment");
  if (study.iterations.has_value() == study.total_env_steps.has_value()) {
    throw ConfigError(where, fmt::format("expected one of iterations and total_env_steps, got {}",
                                         study.iterations ? "both" : "neither"));
  }
  return study;
}

Study ReadStudy(const std::filesystem::path& path) {
  return StudyFromJson(ParseJsonFile(ReadFile(path), path.string()), path.filename().string());
}

}  // namespace gaitbench
