#include "algos/on_policy/presets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "tests/algos/runs.h"

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
      const Json config = FindPreset(preset, robot + version).values;
      const Json expected = ExpectedSettings(table, cell);
      for (const auto& [key, value] : expected.items()) {
        ASSERT_TRUE(config.contains(key)) << key;
        EXPECT_EQ(config[key], value) << preset << " on " << robot << ": " << key;
      }
    }
  }
}

// Settings that a cell does not fix, as nothing there asks for them.
std::vector<std::string> Unused(const Json& config) {
  std::vector<std::string> unused = {"kl_penalty_target", "target_kl", "max_kl_final"};
  const auto unless = [&](bool used, std::initializer_list<const char*> keys) {
    if (!used) unused.insert(unused.end(), keys.begin(), keys.end());
  };
  unless(config["value_clipping"], {"value_clip_range"});
  unless(config["reward_clipping"], {"reward_clip_range"});
  unless(config["observation_clipping"], {"observation_clip_range"});
  unless(config["gradient_clipping"] != "none", {"max_gradient_norm"});
  unless(config["heldout_logging"], {"heldout_interval"});
  unless(config["step_rule"] == "trpo",
         {"max_kl", "max_kl_annealing", "fisher_fraction", "cg_iterations", "cg_damping",
          "cg_tolerance", "line_search_steps", "line_search_shrink", "line_search_accept_ratio",
          "line_search_kl_slack", "kl_direction"});
  unless(config["step_rule"] == "ppo",
         {"policy_objective", "policy_epochs", "policy_minibatches", "policy_learning_rate",
          "policy_learning_rate_annealing", "ratio_clipping", "clip_range", "clip_form",
          "clip_range_annealing", "target_kl_stop", "entropy_coef"});
  return unused;
}

// so a new setting, whose default is what was done before it, cannot change a cell unseen
TEST(PresetsTest, WhatTheTableDoesNotFixIsUnusedOrAtItsDefault) {
  const Json table = PaperCells(), defaults = WriteJson(OnPolicySettings{});
  for (const Json& cell : table["cells"]) {
    const std::string preset = cell["preset"], robot = cell["robot"];
    const Json config = FindPreset(preset, robot + "-v2").values;
    const Json expected = ExpectedSettings(table, cell);
    const std::vector<std::string> unused = Unused(config);
    for (const auto& [key, value] : config.items()) {
      if (expected.contains(key) || std::ranges::find(unused, key) != unused.end()) continue;
      EXPECT_EQ(value, defaults.at(key)) << preset << " on " << robot << ": " << key;
    }
  }
}

// The presets that are no cells, as what they change of a cell or of the defaults, transcribed from
// their sources: Stable-Baselines3 2.x (PPO, A2C, ActorCriticPolicy), Spinning Up's VPG, Schulman
// et al. 2017, section 4.
TEST(PresetsTest, TheOthersAreTheirSources) {
  const Json no_heldout = {{"heldout_logging", false}, {"heldout_feeds_filters", false}};
  const Json modern = {{"carry_over_episodes", true},
                       {"count_episode_at_cutoff", true},
                       {"truncation", "bootstrap"},
                       {"cutoff_bootstrap", "next_value"},
                       {"action_handling", "clipped"},
                       {"observation_normalization", false},
                       {"initialization", "orthogonal"},
                       {"policy_head_gain", 0.01},
                       {"joint_update", true},
                       {"policy_learning_rate", 3e-4},
                       {"value_learning_rate", 3e-4},
                       {"gradient_clipping", "joint"},
                       {"max_gradient_norm", 0.5},
                       {"value_coef", 0.5},
                       {"value_loss_on_terminal_steps", true}};
  Json a2c = modern;
  a2c.update({{"num_envs", 8},
              {"horizon", 8},
              {"policy_objective", "log_prob"},
              {"policy_epochs", 1},
              {"policy_minibatches", 1},
              {"value_minibatches", 1},
              {"gae_lambda", 1.0},
              {"advantage_normalization", "none"},
              {"observation_normalization", true},
              {"policy_learning_rate", 7e-4},
              {"value_learning_rate", 7e-4}});
  const Json is_pg = {{"ratio_clipping", false},
                      {"policy_epochs", 10},
                      {"policy_minibatches", 1},
                      {"policy_learning_rate", 1e-3},
                      {"advantage_normalization", "rollout"}};
  Json is_pg_trajectory = is_pg;
  is_pg_trajectory["policy_objective"] = "trajectory_ratio";
  struct Row {
    const char *preset, *cell;  // "": the defaults
    Json changes;
  };
  const Row rows[] = {{"ppo_modern", "", modern},
                      {"a2c", "", a2c},
                      {"ppo_kl", "ppo_m", {{"policy_objective", "kl_penalty"}}},
                      {"npg", "trpo", {{"step_rule", "npg"}}},
                      {"reinforce",
                       "ppo_m",
                       {{"policy_objective", "log_prob"},
                        {"policy_epochs", 1},
                        {"policy_minibatches", 1},
                        {"policy_learning_rate", 1e-2},
                        {"advantage_normalization", "rollout"}}},
                      {"is_pg", "ppo_m", is_pg},
                      {"is_pg_trajectory", "ppo_m", is_pg_trajectory}};
  for (const auto& [preset, cell, changes] : rows) {
    for (const char* environment : {"Hopper-v4", "Walker2d-v4", "Humanoid-v4"}) {
      OnPolicySettings expected;
      if (*cell) {
        expected = PresetSettings(cell, environment);
        ReadJson(no_heldout, expected, "config");
      }
      ReadJson(changes, expected, "config");
      EXPECT_EQ(Json(FindPreset(preset, environment).values), Json(WriteJson(expected)))
          << preset << " on " << environment;
    }
  }
}

// PPO-M as the paper's text has it: all nine off, the other settings PPO-M's; it
// leaves no held-out rollouts in the filters
TEST(PresetsTest, BareIsPpoMWithoutObservationNormalizationAndTanh) {
  for (const char* environment : {"Hopper-v4", "Walker2d-v4", "Humanoid-v4"}) {
    OnPolicySettings expected = PresetSettings("ppo_m", environment);
    expected.observation_normalization = false;
    expected.activation = Activation::kRelu;
    expected.heldout_logging = expected.heldout_feeds_filters = false;
    EXPECT_EQ(PresetSettings("ppo_bare", environment), expected);
  }
}

TEST(PresetsTest, EveryPresetHasAMeaningAndPassesTheStrictReader) {
  for (const Preset& preset : OnPolicyFamily().presets) {
    EXPECT_FALSE(preset.meaning.empty()) << preset.name;
    for (const char* environment : {"Hopper-v4", "Walker2d-v2", "Humanoid-v5"}) {
      const OnPolicySettings config = PresetSettings(std::string(preset.name), environment);
      OnPolicySettings read;
      ReadJson(Json(WriteJson(config)), read, "config");
      EXPECT_EQ(read, config) << preset.name;
      EXPECT_NO_THROW(CheckSettings(config, "config")) << preset.name;
    }
  }
}

std::string ErrorOf(const std::string& preset) {
  try {
    FindPreset(preset, "Hopper-v4");
    return "none";
  } catch (const ConfigError& error) {
    return error.what();
  }
}

TEST(PresetsTest, AnUnknownNameIsAnErrorThatNamesTheNearestPreset) {
  EXPECT_EQ(ErrorOf("ppo2"),
            "preset: \"ppo2\" is no preset; did you mean ppo? (gaitbench variants lists all)");
  EXPECT_EQ(ErrorOf("SAC"),
            "preset: \"SAC\" is no preset; did you mean sac? (gaitbench variants lists all)");
  const std::string message = ErrorOf("nothing");
  EXPECT_TRUE(message.starts_with("preset: \"nothing\" is no preset; none of the ")) << message;
}

TEST(PresetsTest, WhatIsNoCellOfThePaperWorksOnEveryRobot) {
  for (const Preset& preset : OnPolicyFamily().presets) {
    const std::string name(preset.name);
    const bool is_cell = std::ranges::count(
        std::initializer_list<std::string>{"ppo", "ppo_m", "ppo_noclip", "trpo", "trpo_plus"},
        name);
    if (is_cell) {
      try {
        FindPreset(name, "Ant-v4");
        FAIL() << name;
      } catch (const ConfigError& error) {
        EXPECT_TRUE(std::string_view(error.what())
                        .starts_with("preset " + name +
                                     ": the paper has no cell for \"Ant\", only for Walker2d, "))
            << error.what();
      }
    } else {
      EXPECT_EQ(FindPreset(name, "Ant-v4"), FindPreset(name, "Hopper-v4")) << name;
    }
  }
}

}  // namespace
}  // namespace gaitbench
