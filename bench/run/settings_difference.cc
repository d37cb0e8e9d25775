#include "bench/run/settings_difference.h"

#include <fmt/format.h>

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

std::string FirstDifference(const ordered_json& there, const ordered_json& asked) {
  const auto describe = [](const std::string& key, const std::string& a, const std::string& b) {
    return fmt::format("{} ({} there, {} asked for)", key, a, b);
  };
  for (const auto& [key, value] : asked.items()) {
    const auto found = there.find(key);
    if (found == there.end()) return describe(key, "not", ShownJson(value));
    if (*found != value) return describe(key, ShownJson(*found), ShownJson(value));
  }
  for (const auto& [key, value] : there.items()) {
    if (!asked.contains(key)) return describe(key, ShownJson(value), "not");
  }
  return "";
}

constexpr const char *kConfig = "config", *kOptions = "environment_options",
                     *kIterations = "iterations";

}  // namespace

ordered_json SettingsOf(const RunSpec& run) {
  return {{kConfig, ConfigJson(run.settings)},
          {kOptions, run.environment_options},
          {kIterations, run.num_iterations}};
}

ordered_json SettingsOf(const RunLog& log) {
  return {{kConfig, WithDefaults(log.config)},
          {kOptions, log.environment_options},
          {kIterations, log.num_iterations}};
}

std::string SettingsDifference(const ordered_json& there, const ordered_json& asked) {
  for (const char* part : {kConfig, kOptions}) {
    const std::string difference = FirstDifference(there.at(part), asked.at(part));
    if (!difference.empty()) return difference;
  }
  return FirstDifference({{kIterations, there.at(kIterations)}},
                         {{kIterations, asked.at(kIterations)}});
}

}  // namespace gaitbench
