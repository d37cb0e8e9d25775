#include "algos/run/families.h"

#include <gtest/gtest.h>

#include "tests/algos/runs.h"

namespace gaitbench {
namespace {

// what an older version wrote reads as it was meant
TEST(FamiliesTest, MissingSettingsAreTheirDefaultsInTheOrderOfTheList) {
  OnPolicySettings config;
  config.clip_range = 0.3;
  config.state_dependent_std = true;
  const nlohmann::ordered_json complete = ConfigJson(AsLearnerSettings(config));
  EXPECT_EQ(WithDefaults(complete).dump(), complete.dump());

  nlohmann::ordered_json older = complete;
  older.erase("learner");  // of when there was one family
  older.erase("min_std");
  older.erase("value_hidden_sizes");
  EXPECT_EQ(WithDefaults(older).dump(), complete.dump());
  older.erase("state_dependent_std");
  EXPECT_EQ(WithDefaults(older)["state_dependent_std"], false);
  EXPECT_EQ(WithDefaults(older)["clip_range"], 0.3);
  older["of_another_program"] = 1;
  EXPECT_EQ(WithDefaults(older)["of_another_program"], 1);
  EXPECT_TRUE(WithDefaults(nullptr).is_null());
}

TEST(FamiliesTest, IdleIsWhatAnotherSettingKeepsFromActing) {
  const auto idle = [](const char* preset) {
    return IdleSettings(ConfigJson(FindPreset(preset, "Hopper-v4")));
  };
  EXPECT_TRUE(idle("ppo").contains("max_kl"));
  EXPECT_FALSE(idle("ppo").contains("clip_range"));
  EXPECT_TRUE(idle("trpo").contains("clip_range"));
  EXPECT_FALSE(idle("trpo").contains("max_kl"));
  EXPECT_TRUE(IdleSettings({{"learner", "of another program"}, {"x", 1}}).empty());
  EXPECT_TRUE(IdleSettings(nullptr).empty());
}

TEST(FamiliesTest, AConfigReadsBackAsItsSettings) {
  const LearnerSettings settings = FindPreset("ppo", "Hopper-v4");
  EXPECT_EQ(ConfigJson(settings).begin().key(), "learner");
  EXPECT_EQ(SettingsFromConfig(ConfigJson(settings), "config"), settings);
  try {
    SettingsFromConfig({{"learner", "x"}}, "config");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(), "config.learner: there are no learners of \"x\"");
  }
}

// the setting that is wrong, not one that it in turn makes idle
TEST(FamiliesTest, ASettingIsIdleForTheFirstReasonOnItsWay) {
  LearnerSettings settings = FindPreset("ppo", "Hopper-v4");
  EXPECT_EQ(WhyIdle(settings, "clip_range"), std::nullopt);
  EXPECT_EQ(WhyIdle(settings, "target_kl"), "target_kl_stop false");
  Change(settings, {{"ratio_clipping", false}}, "test");
  EXPECT_EQ(WhyIdle(settings, "clip_range"), "ratio_clipping false");
  Change(settings, {{"policy_objective", "log_prob"}}, "test");
  EXPECT_EQ(WhyIdle(settings, "clip_range"), "policy_objective log_prob");
  Change(settings, {{"step_rule", "trpo"}}, "test");
  EXPECT_EQ(WhyIdle(settings, "clip_range"), "step_rule trpo");
  EXPECT_EQ(WhyIdle(settings, "max_kl"), std::nullopt);
  EXPECT_EQ(WhyIdle(settings, "value_epochs"), std::nullopt);  // needs joint_update off
}

}  // namespace
}  // namespace gaitbench
