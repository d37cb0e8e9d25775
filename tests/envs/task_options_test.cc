#include <gtest/gtest.h>

#include "envs/task.h"

namespace gaitbench {
namespace {

std::string MessageOf(auto&& function) {
  try {
    function();
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "no error";
}

TEST(TaskOptionsTest, OptionsChangeATask) {
  const Task task = ApplyOptions(
      FindTask("Hopper-v5"),
      {{"healthy_reward", 0.5}, {"frame_skip", 2}, {"healthy_z_range", {{"min", 0.9}}}});
  EXPECT_EQ(task.options.healthy_reward, 0.5);
  EXPECT_EQ(task.options.frame_skip, 2);
  EXPECT_EQ(task.options.healthy_z_range.min, 0.9);
  EXPECT_EQ(FindTask("Hopper-v5").options.frame_skip, 4);
}

TEST(TaskOptionsTest, WrittenOptionsReadBackAsTheyWere) {
  for (const Task& task : Tasks()) {
    const nlohmann::json options = nlohmann::json::parse(WriteOptions(task).dump());
    EXPECT_EQ(ApplyOptions(task, options).options, task.options) << task.name;
    EXPECT_FALSE(options.empty());
  }
}

TEST(TaskOptionsTest, WrongOptionsAreErrorsThatNameThem) {
  const auto message = [](const char* name, const nlohmann::json& options) {
    return MessageOf([&] { ApplyOptions(FindTask(name), options, "options"); });
  };
  const auto expect = [](const std::string& found, const char* part) {
    EXPECT_NE(found.find(part), std::string::npos) << found;
  };
  expect(message("Hopper-v4", {{"healthy_rewrd", 1}}),
         "options.healthy_rewrd: Hopper-v4 has no such option; did you mean healthy_reward?");
  expect(message("Hopper-v4", {{"frame_skip", 0}}), "options.frame_skip: expected 1");
  expect(message("Hopper-v4", {{"frame_skip", 1.5}}), "expected a whole number");
  expect(message("Hopper-v4", {{"reset_noise_scale", -1}}), "options.reset_noise_scale");
  expect(message("Hopper-v4", {{"healthy_reward", nullptr}}), "options.healthy_reward");
  expect(message("Hopper-v4", {{"healthy_z_range", {{"min", 2}, {"max", 1}}}}), "at most max");
  expect(message("Hopper-v4", {{"contact_cost_weight", 1}}), "Hopper-v4 has no such option");
  expect(message("Walker2d-v4", {{"healthy_state_range", {{"min", 2}}}}), "no such option");
  expect(message("Humanoid-v4", {{"include_cvel_in_observation", false}}), "no such option");
  expect(message("Humanoid-v5", {{"healthy_angle_range", {{"min", 2}}}}), "no such option");
  expect(message("Hopper-v4", nlohmann::json::array()), "expected an object");
}

// The names of a task's options that not every task has.
std::string OwnOptions(const std::string& name) {
  std::string names;
  const nlohmann::ordered_json options = WriteOptions(FindTask(name));
  for (const auto& [option, value] : options.items()) {
    const bool is_range = option.starts_with("healthy_") && option.ends_with("_range");
    bool is_own = false;
    for (const char* prefix : {"contact_", "include_", "impact_", "reward_", "use_"})
      is_own |= option.starts_with(prefix);
    if (is_range || is_own) names += option + " ";
  }
  return names;
}

TEST(TaskOptionsTest, WhatARowLeavesNeutralIsNotAmongItsOptions) {
  EXPECT_EQ(OwnOptions("Hopper-v2"), "healthy_z_range healthy_angle_range healthy_state_range ");
  EXPECT_EQ(OwnOptions("Walker2d-v5"), "healthy_z_range healthy_angle_range ");
  EXPECT_EQ(OwnOptions("Humanoid-v3"), "contact_cost_weight contact_cost_range healthy_z_range ");
  EXPECT_EQ(OwnOptions("Humanoid-v4"), "healthy_z_range ");
  EXPECT_EQ(OwnOptions("Humanoid-v5"),
            "contact_cost_weight contact_cost_range healthy_z_range include_cinert_in_observation "
            "include_cvel_in_observation include_qfrc_actuator_in_observation "
            "include_cfrc_ext_in_observation ");
  EXPECT_EQ(OwnOptions("HalfCheetah-v3"), "");
  EXPECT_EQ(OwnOptions("Ant-v4"),
            "contact_cost_weight contact_force_range use_contact_forces healthy_z_range ");
  EXPECT_EQ(OwnOptions("Ant-v5"),
            "contact_cost_weight contact_force_range healthy_z_range "
            "include_cfrc_ext_in_observation ");
  EXPECT_EQ(OwnOptions("HumanoidStandup-v4"), "impact_cost_weight impact_cost_range ");
  EXPECT_EQ(OwnOptions("InvertedPendulum-v5"), "healthy_angle_range ");
  EXPECT_EQ(OwnOptions("Reacher-v5"), "reward_dist_weight reward_control_weight ");
  EXPECT_EQ(OwnOptions("Pusher-v5"),
            "reward_dist_weight reward_near_weight reward_control_weight ");
  for (const Task& task : Tasks()) {
    for (const char* option :
         {"max_episode_steps", "reset_noise_scale", "legacy_contact_margin", "exact_savings"})
      EXPECT_TRUE(WriteOptions(task).contains(option)) << task.name;
  }
}

}  // namespace
}  // namespace gaitbench
