#include "algos/presets.h"

#include <gtest/gtest.h>

#include <fstream>

namespace gaitbench {
namespace {

using Json = nlohmann::json;

Json PaperCells() {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/paper_cells.json");
  return Json::parse(file);
}

// The settings that a cell of the transcribed table fixes, by their JSON keys. A bound that is off
// fixes no range.
Json ExpectedSettings(const Json& table, const Json& cell) {
  const std::string preset = cell["preset"];
  const bool is_trpo = preset.starts_with("trpo"), orthogonal = cell["orthogonal"];
  Json expected = table["common"];
  expected.update(table[is_trpo ? "trpo" : "ppo"]);
  expected["step_rule"] = is_trpo ? "trpo" : "ppo";
  for (const char* key :
       {"value_learning_rate", "gae_lambda", "value_clipping", "reward_scaling"}) {
    expected[key] = cell[key];
  }
  expected["value_learning_rate_annealing"] = cell["anneals"];
  expected["initialization"] = orthogonal ? "orthogonal" : "xavier";
  expected["policy_head_gain"] = orthogonal ? table["orthogonal_policy_head_gain"] : Json(1.0);
  if (cell["value_clipping"]) expected["value_clip_range"] = table["value_clip_range"];
  for (const std::string thing : {"reward", "observation"}) {
    const Json& range = cell[thing + "_clip_range"];
    expected[thing + "_clipping"] = !range.is_null();
    if (!range.is_null()) expected[thing + "_clip_range"] = range;
  }
  const Json& max_norm = cell["max_policy_gradient_norm"];
  expected["gradient_clipping"] = max_norm.is_null() ? "none" : "policy";
  if (!max_norm.is_null()) expected["max_gradient_norm"] = max_norm;
  expected["heldout_logging"] = expected["heldout_feeds_filters"] = cell["heldout"];
  if (cell["heldout"]) expected["heldout_interval"] = 10;
  if (is_trpo) {
    expected["max_kl"] = cell["max_kl"];
  } else {
    expected["policy_learning_rate"] = cell["policy_learning_rate"];
    expected["policy_learning_rate_annealing"] = cell["anneals"];
    expected["ratio_clipping"] = preset != "ppo_noclip";
    expected["entropy_coef"] = cell["entropy_coef"];
  }
  return expected;
}

TEST(PresetsTest, TheFifteenCellsAreThePapers) {
  const Json table = PaperCells();
  ASSERT_EQ(table["cells"].size(), 15);
  for (const Json& cell : table["cells"]) {
    const std::string preset = cell["preset"], robot = cell["robot"];
    for (const char* version : {"-v2", "-v4"}) {
      const Json config = WriteJson(FindPreset(preset, robot + version));
      const Json expected = ExpectedSettings(table, cell);
      for (const auto& [key, value] : expected.items()) {
        ASSERT_TRUE(config.contains(key)) << key;
        EXPECT_EQ(config[key], value) << preset << " on " << robot << ": " << key;
      }
    }
  }
}

// PPO-M as the paper's text has it: all nine off, the other settings PPO-M's; it
// leaves no held-out rollouts in the filters
TEST(PresetsTest, BareIsPpoMWithoutObservationNormalizationAndTanh) {
  for (const char* environment : {"Hopper-v4", "Walker2d-v4", "Humanoid-v4"}) {
    AlgoConfig expected = FindPreset("ppo_m", environment);
    expected.observation_normalization = false;
    expected.activation = Activation::kRelu;
    expected.heldout_logging = expected.heldout_feeds_filters = false;
    EXPECT_EQ(FindPreset("ppo_bare", environment), expected);
  }
}

TEST(PresetsTest, EveryPresetHasAMeaningAndPassesTheStrictReader) {
  for (const PresetInfo& preset : Presets()) {
    EXPECT_FALSE(preset.meaning.empty()) << preset.name;
    for (const char* environment : {"Hopper-v4", "Walker2d-v2", "Humanoid-v5"}) {
      const AlgoConfig config = FindPreset(preset.name, environment);
      AlgoConfig read;
      ReadJson(Json(WriteJson(config)), read, "config");
      EXPECT_EQ(read, config) << preset.name;
      EXPECT_NO_THROW(CheckConfig(config, "config")) << preset.name;
    }
  }
}

TEST(PresetsTest, AnUnknownNameIsAnErrorThatNamesThePresets) {
  try {
    FindPreset("ppo2", "Hopper-v4");
    FAIL();
  } catch (const ConfigError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("\"ppo2\""), std::string::npos) << message;
    for (const PresetInfo& preset : Presets()) {
      EXPECT_NE(message.find(preset.name), std::string::npos) << message;
    }
  }
  EXPECT_THROW(FindPreset("ppo", "Ant-v4"), ConfigError);
}

}  // namespace
}  // namespace gaitbench
