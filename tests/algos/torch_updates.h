// What tests of updates against PyTorch's share (tests/oracles/torch_off_policy.py, torch_dqn.py).
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <span>
#include <string>

#include "algos/run/families.h"

namespace gaitbench {

inline nlohmann::json TorchUpdates(const std::string& name) {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/torch/" + name);
  return nlohmann::json::parse(file);
}

inline double LargestDifference(std::span<const float> x, const nlohmann::json& expected) {
  EXPECT_EQ(x.size(), expected.size());
  double largest = 0;
  for (size_t i = 0; i < x.size(); ++i)
    largest = std::max(largest, std::abs(x[i] - expected[i].get<double>()));
  return largest;
}

// The values of a case's preset in the script's small networks, with what the case changes.
template <class Settings>
Settings SettingsOfCase(const nlohmann::json& expected) {
  LearnerSettings chosen = FindPreset(expected["preset"].get<std::string>(), "Hopper-v4");
  Change(chosen, expected["config"], "case");
  return FromValues<Settings>(chosen.values);
}

// Every preset of a preset's family is among the cases, with nothing changed but sizes.
inline void ExpectEveryPresetIsACase(const nlohmann::json& torch, const std::string& name) {
  const nlohmann::json sizes = {{"batch_size", 16}, {"hidden_sizes", {8, 6}}};
  for (const Preset& preset : FindPreset(name, "Hopper-v4").family->presets) {
    EXPECT_TRUE(std::ranges::any_of(torch["cases"], [&](const nlohmann::json& of) {
      return of["name"] == preset.name && of["preset"] == preset.name && of["config"] == sizes;
    })) << preset.name;
  }
}

}  // namespace gaitbench
