// The families of learners that there are, and the settings of one learner, whatever its family.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "algos/learner/family.h"

namespace gaitbench {

// Every family, in the order in which it is listed.
const std::vector<const Family*>& Families();

// A family of another program that links this one; before the first run, from one thread. It must
// outlive the program's runs.
void AddFamily(const Family& family);

// The preset's settings for an environment's robot. Throws ConfigError naming the presets if there
// is none of that name.
LearnerSettings FindPreset(std::string_view name, const std::string& environment);

// Changes some settings. Throws ConfigError, with the path beginning with `where`, at a setting
// that the family does not have, a wrong type or a value that is not allowed.
void Change(LearnerSettings& settings, const nlohmann::json& changes, const std::string& where);

// As a run log has it: {"learner": family, setting: value, ...}
nlohmann::ordered_json ConfigJson(const LearnerSettings& settings);
LearnerSettings SettingsFromConfig(const nlohmann::json& config, const std::string& where);

// A config that an older version wrote, with what it lacks: "learner" is on_policy, as that was the
// only one, and a setting has its default, which is what was done before there was one.
nlohmann::ordered_json WithDefaults(const nlohmann::ordered_json& config);

// The settings of such a config, complete, that act on nothing (WhyIdle); none of a family that
// this program does not have.
std::set<std::string> IdleSettings(const nlohmann::ordered_json& config);

}  // namespace gaitbench
