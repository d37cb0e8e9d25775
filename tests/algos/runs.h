// Runs of on-policy learners for tests.
#pragma once

#include <string>
#include <vector>

#include "algos/on_policy/family.h"
#include "algos/on_policy/on_policy_learner.h"
#include "algos/run/run.h"

namespace gaitbench {

inline OnPolicySettings PresetSettings(const std::string& preset, const std::string& environment) {
  return FromValues<OnPolicySettings>(FindPreset(preset, environment).values);
}

inline LearnerSettings AsLearnerSettings(const OnPolicySettings& settings) {
  return {&OnPolicyFamily(), WriteJson(settings)};
}

inline void Set(RunSpec& spec, const nlohmann::json& changes) {
  Change(spec.settings, changes, "test");
}

inline const Policy& PolicyOf(const Run& run) {
  return dynamic_cast<const OnPolicyLearner&>(run.learner()).policy();
}

inline void Train(Run& run) {
  while (!run.finished()) run.Iterate();
}

inline std::vector<std::string> PresetNames() {
  std::vector<std::string> names;
  for (const Preset& preset : OnPolicyFamily().presets) names.emplace_back(preset.name);
  return names;
}

}  // namespace gaitbench
