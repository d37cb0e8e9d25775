#include <gtest/gtest.h>

#include "envs/batched_env.h"
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

TEST(TasksTest, TwelveTasksHaveTheirSizes) {
  ASSERT_EQ(Tasks().size(), 12U);
  for (const Task& task : Tasks()) {
    const BatchedEnv env(task, {});
    const bool humanoid = task.model == "humanoid";
    const int64_t expected = humanoid                   ? (task.name == "Humanoid-v5" ? 348 : 376)
                             : task.model == "walker2d" ? 17
                                                        : 11;
    EXPECT_EQ(env.observation_size(), expected) << task.name;
    const Task whole = ApplyOptions(task, {{"exclude_current_positions_from_observation", false}});
    EXPECT_EQ(BatchedEnv(whole, {}).observation_size(), expected + (humanoid ? 2 : 1)) << task.name;
  }
}

TEST(TasksTest, UnknownTaskNamesTheKnownOnes) {
  const std::string message = MessageOf([] { FindTask("Hoper-v4"); });
  EXPECT_NE(message.find("Hopper-v4, Hopper-v5, Walker2d-v2"), std::string::npos) << message;
  EXPECT_NE(message.find("got \"Hoper-v4\""), std::string::npos) << message;
}

TEST(TasksTest, OptionsChangeATask) {
  const Task task = ApplyOptions(
      FindTask("Hopper-v5"),
      {{"healthy_reward", 0.5}, {"frame_skip", 2}, {"healthy_z_range", {{"min", 0.9}}}});
  EXPECT_EQ(task.options.healthy_reward, 0.5);
  EXPECT_EQ(task.options.frame_skip, 2);
  EXPECT_EQ(task.options.healthy_z_range.min, 0.9);
  EXPECT_EQ(FindTask("Hopper-v5").options.frame_skip, 4);
}

TEST(TasksTest, WrittenOptionsReadBackAsTheyWere) {
  for (const Task& task : Tasks()) {
    const nlohmann::json options = nlohmann::json::parse(WriteOptions(task).dump());
    EXPECT_EQ(ApplyOptions(task, options).options, task.options) << task.name;
    EXPECT_FALSE(options.empty());
  }
}

TEST(TasksTest, WrongOptionsAreErrorsThatNameThem) {
  const auto message = [](const char* name, const nlohmann::json& options) {
    return MessageOf([&] { ApplyOptions(FindTask(name), options, "options"); });
  };
  const auto expect = [](const std::string& found, const char* part) {
    EXPECT_NE(found.find(part), std::string::npos) << found;
  };
  expect(message("Hopper-v4", {{"healthy_rewrd", 1}}), "options.healthy_rewrd: unknown key");
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

TEST(TasksTest, DescriptionHasEveryTaskWithItsOptions) {
  const nlohmann::ordered_json tasks = DescribeTasks();
  ASSERT_EQ(tasks.size(), 12U);
  EXPECT_EQ(tasks[3]["name"], "Hopper-v5");
  EXPECT_EQ(tasks[3]["action_size"], 3);
  EXPECT_EQ(tasks[3]["env_step_seconds"], 0.008);
  EXPECT_EQ(tasks[3]["options"]["healthy_z_range"]["default"]["min"], 0.7);
  EXPECT_EQ(tasks[11]["info"]["tendon_length"]["size"], 2);
  for (const auto& task : tasks) {
    for (const auto& option : task["options"]) EXPECT_NE(option["meaning"], "");
  }
}

}  // namespace
}  // namespace gaitbench
