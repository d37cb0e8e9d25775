#include "algos/off_policy/settings.h"

#include <gtest/gtest.h>

#include "algos/run/families.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;

// The sentence about settings of a preset with some changed.
std::string ErrorWith(const Json& changes, const std::string& preset = "sac") {
  try {
    LearnerSettings settings = FindPreset(preset, "Hopper-v4");
    Change(settings, changes, "switches");
    settings.family->check(settings.values, "switches");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "none";
}

TEST(OffPolicySettingsTest, WhatDoesNotGoTogetherIsASentence) {
  EXPECT_EQ(ErrorWith(Json::object()), "none");
  EXPECT_EQ(ErrorWith({{"discount", 1}}),
            "switches.discount: 1 leaves values that are learned from themselves without a bound; "
            "expected less");
  EXPECT_EQ(ErrorWith({{"batch_size", 300}, {"warmup_steps", 299}}),
            "switches.batch_size: 300 samples are more than the 299 env steps of warmup_steps, "
            "after which updates begin");
  EXPECT_EQ(ErrorWith({{"buffer_capacity", 100}}),
            "switches.batch_size: 256 samples are more than the 100 env steps of buffer_capacity");
  EXPECT_EQ(ErrorWith({{"log_std_min", 2}}),
            "switches.log_std_min: 2.0 is not below log_std_max, 2.0");
}

TEST(OffPolicySettingsTest, SettingsOfTheOtherFamilyAreRefused) {
  EXPECT_EQ(
      ErrorWith({{"polyak", 0.1}}, "ppo"),
      "switches.polyak: is a setting of off_policy learners, and this variant is of on_policy");
  EXPECT_EQ(
      ErrorWith({{"clip_range", 0.1}}),
      "switches.clip_range: is a setting of on_policy learners, and this variant is of off_policy");
}

TEST(OffPolicySettingsTest, LearningRatesFallToZeroWhereTheyAreAnnealed) {
  OffPolicySettings settings;
  EXPECT_EQ(SettingsAt(settings, 5, 10), settings);
  settings.learning_rate_annealing = true;
  const OffPolicySettings now = SettingsAt(settings, 5, 10);
  EXPECT_DOUBLE_EQ(now.critic_learning_rate, 5e-4);
  EXPECT_DOUBLE_EQ(now.policy_learning_rate, 5e-4);
  EXPECT_DOUBLE_EQ(now.entropy_learning_rate, 1.5e-4);
}

// Settings of b that are not a's.
std::vector<std::string> Differences(const std::string& a, const std::string& b) {
  const SettingValues of_a = FindPreset(a, "Hopper-v4").values;
  const SettingValues of_b = FindPreset(b, "Hopper-v4").values;
  std::vector<std::string> names;
  for (const auto& [name, value] : of_b.items()) {
    if (of_a[name] != value) names.push_back(name);
  }
  return names;
}

TEST(OffPolicyPresetsTest, EachIsAFewSwitchesFromTheOneBefore) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(Differences("ddpg", "td3"), (Names{"num_critics", "target_smoothing", "policy_delay"}));
  EXPECT_EQ(Differences("td3", "sac"),
            (Names{"exploration_noise", "actor", "critic_learning_rate", "target_smoothing",
                   "target_actor", "policy_delay", "policy_learning_rate", "climbed_critic",
                   "entropy_term", "entropy_coef"}));
  for (const char* name : {"ddpg", "td3", "sac"})
    EXPECT_EQ(Differences(name, std::string(name) + "_small"),
              (Names{"batch_size", "hidden_sizes"}));
  EXPECT_EQ(Differences("sac", "sac_paper"), Names{"warmup_steps"});
}

}  // namespace
}  // namespace gaitbench
