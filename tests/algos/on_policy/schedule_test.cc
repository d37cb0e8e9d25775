#include "algos/on_policy/schedule.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(ScheduleTest, WithoutAnnealingAllIterationsAreAlike) {
  const OnPolicySettings config;
  EXPECT_EQ(SettingsAt(config, 0, 4), config);
  EXPECT_EQ(SettingsAt(config, 3, 4), config);
}

// 1, 3/4, 1/2, 1/4 of the first value; the fifth would be 0
TEST(ScheduleTest, WhatIsAnnealedFallsLinearlyAndEndsAboveItsEnd) {
  OnPolicySettings config;
  config.policy_learning_rate = 8;
  config.policy_learning_rate_annealing = true;
  config.max_kl = 1;
  config.max_kl_final = 0.5;
  config.max_kl_annealing = true;
  for (int64_t i = 0; i < 4; ++i) {
    const OnPolicySettings now = SettingsAt(config, i, 4);
    EXPECT_DOUBLE_EQ(now.policy_learning_rate, 8 - 2.0 * i);
    EXPECT_DOUBLE_EQ(now.max_kl, 1 - 0.125 * i);
    EXPECT_EQ(now.value_learning_rate, config.value_learning_rate);
  }
}

TEST(ScheduleTest, EachSwitchAnnealsItsOwnSetting) {
  const auto after_half = [](bool OnPolicySettings::*anneals) {
    OnPolicySettings config;
    config.*anneals = true;
    return SettingsAt(config, 1, 2);
  };
  const OnPolicySettings config;
  EXPECT_DOUBLE_EQ(after_half(&OnPolicySettings::value_learning_rate_annealing).value_learning_rate,
                   config.value_learning_rate / 2);
  EXPECT_DOUBLE_EQ(after_half(&OnPolicySettings::clip_range_annealing).clip_range,
                   config.clip_range / 2);
}

}  // namespace
}  // namespace gaitbench
