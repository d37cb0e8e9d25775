// Values of a run's config by their dotted path: "value_clipping".
#pragma once

#include <set>
#include <string>

#include <nlohmann/json.hpp>

namespace gaitbench {

// The paths of the values in which two configs differ, each after `path`.
void AddDifferingKeys(const nlohmann::ordered_json& a, const nlohmann::ordered_json& b,
                      const std::string& path, std::set<std::string>& keys);

// null where a config does not have it
nlohmann::ordered_json ValueAt(const nlohmann::ordered_json& config, const std::string& key);

// The setting that a path leads to: "clip_range" of "policy.clip_range".
std::string LastPart(const std::string& path);

// A value as people read it: "orthogonal", "true", "0.0003".
std::string ValueText(const nlohmann::ordered_json& value);

// The same as a study's grid and a run's folder name it: "on", "returns", "0.0003", "64x64",
// "none".
std::string LabelOf(const nlohmann::ordered_json& value);

}  // namespace gaitbench
