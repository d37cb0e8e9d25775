#include <gtest/gtest.h>

#include "envs/batched_env.h"
#include "envs/task.h"

namespace gaitbench {
namespace {

struct Sizes {
  const char* task;
  int64_t observation, left_out, action;
};

TEST(TasksTest, TasksHaveGymnasiumsSizes) {
  for (const auto& [name, observation, left_out, action] :
       {Sizes{"Hopper-v2", 11, 1, 3}, Sizes{"Walker2d-v3", 17, 1, 6},
        Sizes{"Humanoid-v2", 376, 2, 17}, Sizes{"Humanoid-v4", 376, 2, 17},
        Sizes{"Humanoid-v5", 348, 2, 17}, Sizes{"HalfCheetah-v5", 17, 1, 6},
        Sizes{"Swimmer-v4", 8, 2, 2}, Sizes{"Ant-v3", 111, 2, 8}, Sizes{"Ant-v4", 27, 2, 8},
        Sizes{"Ant-v5", 105, 2, 8}, Sizes{"HumanoidStandup-v4", 376, 2, 17},
        Sizes{"HumanoidStandup-v5", 348, 2, 17}}) {
    const BatchedEnv env(FindTask(name), {});
    EXPECT_EQ(env.observation_size(), observation) << name;
    EXPECT_EQ(env.action_size(), action) << name;
    const Task whole =
        ApplyOptions(FindTask(name), {{"exclude_current_positions_from_observation", false}});
    EXPECT_EQ(BatchedEnv(whole, {}).observation_size(), observation + left_out) << name;
  }
}

TEST(TasksTest, TasksWithoutThatOptionHaveGymnasiumsSizes) {
  for (const auto& [name, observation, left_out, action] :
       {Sizes{"InvertedPendulum-v4", 4, 0, 1}, Sizes{"InvertedDoublePendulum-v4", 11, 0, 1},
        Sizes{"InvertedDoublePendulum-v5", 9, 0, 1}, Sizes{"Reacher-v4", 11, 0, 2},
        Sizes{"Reacher-v5", 10, 0, 2}, Sizes{"Pusher-v5", 23, 0, 7}}) {
    const BatchedEnv env(FindTask(name), {});
    EXPECT_EQ(env.observation_size(), observation) << name;
    EXPECT_EQ(env.action_size(), action) << name;
  }
}

TEST(TasksTest, AnUnknownTaskGetsTheNearestName) {
  const std::pair<const char*, const char*> sentences[] = {
      {"Hoper-v4",
       "environment: \"Hoper-v4\" is no task; did you mean Hopper-v4? (gaitbench envs lists all)"},
      {"Hopper", "environment: \"Hopper\" is no task; did you mean Hopper-v5?"},
      {"Acrobot-v1", "environment: \"Acrobot-v1\" is no task; none of the "},
  };
  for (const auto& [name, sentence] : sentences) {
    try {
      FindTask(name);
      ADD_FAILURE() << name;
    } catch (const ConfigError& error) {
      EXPECT_TRUE(std::string_view(error.what()).starts_with(sentence)) << error.what();
    }
  }
}

TEST(TasksTest, ARobotsVersionsStandTogetherInOrder) {
  for (size_t i = 0; i < Tasks().size(); ++i) {
    const Task& task = Tasks()[i];
    EXPECT_EQ(task.name, std::string(task.robot) + "-v" + std::to_string(task.version));
    if (i == 0 || Tasks()[i - 1].version == 5) continue;
    EXPECT_EQ(task.robot, Tasks()[i - 1].robot);
    EXPECT_GT(task.version, Tasks()[i - 1].version);
  }
  EXPECT_EQ(Tasks().back().version, 5);
}

}  // namespace
}  // namespace gaitbench
