// In which setting two runs differ that should be the same but for their seeds.
#pragma once

#include <string>

#include "algos/run/run.h"

namespace gaitbench {

// What decides a run's numbers beside its seed: {"config", "environment_options", "iterations"}. A
// log of an older version has the settings that it lacks at their defaults.
nlohmann::ordered_json SettingsOf(const RunSpec& run);
nlohmann::ordered_json SettingsOf(const RunLog& log);

// "clip_range (0.3 there, 0.2 asked for)", the first that differs; empty if none does.
std::string SettingsDifference(const nlohmann::ordered_json& there,
                               const nlohmann::ordered_json& asked);

}  // namespace gaitbench
