#include "algos/on_policy/settings.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gaitbench {
namespace {

std::string ErrorOf(const nlohmann::json& settings) {
  OnPolicySettings config;
  ReadJson(settings, config, "config");
  try {
    CheckSettings(config, "config");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "none";
}

TEST(ConfigTest, SettingsThatDoNotGoTogetherAreRefusedByName) {
  EXPECT_EQ(ErrorOf(nlohmann::json::object()), "none");
  EXPECT_EQ(ErrorOf({{"min_std", 0.5}}), "none");
  EXPECT_NE(ErrorOf({{"min_std", 0.5}, {"initial_log_std", std::log(0.5)}}).find("config.min_std"),
            std::string::npos);

  nlohmann::json shared = {{"shared_trunk", true},
                           {"joint_update", true},
                           {"policy_learning_rate", 3e-4},
                           {"value_learning_rate", 3e-4}};
  EXPECT_EQ(ErrorOf(shared), "none");
  for (const auto& [key, value] :
       {std::pair{"gradient_clipping", "joint"}, std::pair{"value_loss", "huber"}}) {
    nlohmann::json other = shared;
    other[key] = value;
    EXPECT_EQ(ErrorOf(other), "none") << key;
  }
  const nlohmann::json wrong[] = {
      {{"joint_update", false}},         {{"value_hidden_sizes", {64, 64}}},
      {{"value_learning_rate", 1e-4}},   {{"value_learning_rate_annealing", true}},
      {{"gradient_clipping", "policy"}}, {{"gradient_clipping", "each"}}};
  for (const nlohmann::json& change : wrong) {
    nlohmann::json other = shared;
    other.update(change);
    EXPECT_TRUE(ErrorOf(other).starts_with("config.shared_trunk: needs ")) << change;
  }
}

TEST(ConfigTest, TrajectoriesAreNotCutIntoMinibatches) {
  EXPECT_EQ(ErrorOf({{"policy_objective", "trajectory_ratio"}, {"policy_minibatches", 1}}), "none");
  EXPECT_EQ(ErrorOf({{"policy_objective", "trajectory_ratio"}}),
            "config.policy_objective: trajectory_ratio needs policy_minibatches 1, as trajectories "
            "are whole");
}

TEST(ConfigTest, NetworksThatNoMemoryHoldsAreRefused) {
  EXPECT_EQ(ErrorOf({{"hidden_sizes", {8192, 8192}}}), "none");
  for (const char* sizes : {"hidden_sizes", "value_hidden_sizes"}) {
    EXPECT_EQ(ErrorOf({{sizes, std::vector<int64_t>(20, 8192)}}),
              std::string("config.") + sizes +
                  ": has more than 67108864 weights, 1 GB with their gradient and moments");
  }
}

}  // namespace
}  // namespace gaitbench
