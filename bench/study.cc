#include "bench/study.h"

#include <fstream>
#include <set>

#include "envs/task.h"

namespace gaitbench {
namespace {

void CheckEnvironmentKeys(const Study& study, const Settings& per_environment,
                          const std::string& path) {
  if (!per_environment.is_object()) {
    throw ConfigError(path + ": expected {environment: settings}, got " + per_environment.dump());
  }
  for (const auto& [environment, settings] : per_environment.items()) {
    if (std::ranges::count(study.environments, environment)) continue;
    throw ConfigError(path + "." + environment + ": is not among the study's environments");
  }
}

// A variant's name is a folder's name.
void CheckName(const std::string& name, const std::string& path) {
  constexpr size_t kLongest = 100;
  const bool fits = !name.empty() && name.size() <= kLongest && name[0] != '.' &&
                    name.find_first_not_of(
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+=-") ==
                        std::string::npos;
  if (fits) return;
  throw ConfigError(
      path + ": expected 1 to 100 letters, digits or _ . + = -, not beginning with a dot, got " +
      nlohmann::json(name).dump());
}

template <class T>
void CheckNonEmptyAndUnique(const std::vector<T>& names, const std::string& path) {
  if (names.empty()) throw ConfigError(path + ": is empty; expected one or more");
  std::set<T> seen;
  for (const T& name : names) {
    if (!seen.insert(name).second) throw ConfigError(path + ": \"" + name + "\" is there twice");
  }
}

}  // namespace

Study StudyFromJson(const nlohmann::json& json, const std::string& where) {
  Study study;
  ReadJson(json, study, where);
  CheckNonEmptyAndUnique(study.environments, where + ".environments");
  for (const std::string& environment : study.environments) {
    try {
      ApplyOptions(FindTask(environment), study.environment_options,
                   where + ".environment_options");
    } catch (const ConfigError& error) {
      throw ConfigError(std::string(error.what()).starts_with(where)
                            ? error.what()
                            : where + ".environments: " + error.what());
    }
  }
  std::vector<std::string> names;
  for (size_t i = 0; i < study.variants.size(); ++i) {
    const StudyVariant& variant = study.variants[i];
    const std::string path = where + ".variants[" + std::to_string(i) + "]";
    CheckName(variant.name, path + ".name");
    CheckEnvironmentKeys(study, variant.per_environment, path + ".per_environment");
    names.push_back(variant.name);
  }
  CheckNonEmptyAndUnique(names, where + ".variants");
  CheckEnvironmentKeys(study, study.per_environment, where + ".per_environment");
  if (study.iterations.has_value() == study.total_env_steps.has_value()) {
    throw ConfigError(where + ": expected one of iterations and total_env_steps, got " +
                      (study.iterations ? "both" : "neither"));
  }
  return study;
}

Study ReadStudy(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file || std::filesystem::is_directory(path))
    throw ConfigError(path.string() + ": cannot be read");
  nlohmann::json json;
  try {
    json = nlohmann::json::parse(file);
  } catch (const nlohmann::json::parse_error& error) {
    throw ConfigError(path.string() + ": is not JSON, at byte " + std::to_string(error.byte));
  }
  return StudyFromJson(json, path.filename().string());
}

}  // namespace gaitbench
