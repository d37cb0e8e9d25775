// The presets of the families other than on-policy, whose own are held by
// tests/algos/on_policy/presets_test.cc, have the values of their sources.
#include <gtest/gtest.h>

#include <fstream>

#include "algos/run/families.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

Json Transcribed() {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/preset_values.json");
  return Json::parse(file)["families"];
}

TEST(PresetValuesTest, EveryPresetIsTranscribed) {
  const Json families = Transcribed();
  for (const Family* family : Families()) {
    if (family->name == "on_policy") continue;
    const Json& presets = families.at(std::string(family->name))["presets"];
    EXPECT_EQ(presets.size(), family->presets.size());
    for (const Preset& preset : family->presets)
      EXPECT_TRUE(presets.contains(preset.name)) << preset.name;
  }
}

TEST(PresetValuesTest, TheyAreTheirSources) {
  const Json families = Transcribed();
  for (const auto& [family, of_family] : families.items()) {
    for (const auto& [preset, own] : of_family["presets"].items()) {
      Json expected = of_family["common"];
      expected.update(own);
      for (const char* environment : {"Hopper-v4", "Humanoid-v5"}) {
        const LearnerSettings settings = FindPreset(preset, environment);
        EXPECT_EQ(settings.family->name, family);
        for (const auto& [name, value] : expected.items()) {
          EXPECT_EQ(Json(settings.values.at(name)), value) << preset << ": " << name;
        }
        // what is not transcribed does nothing, or no result
        for (const SettingInfo& setting : settings.family->settings) {
          if (expected.contains(setting.name) || setting.name == "num_envs") continue;
          EXPECT_NE(WhyIdle(settings, setting.name), std::nullopt)
              << preset << ": " << setting.name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace gaitbench
