#include <gtest/gtest.h>

#include <algorithm>

#include "envs/task.h"

namespace gaitbench {
namespace {

TEST(DescribeTasksTest, DescriptionHasEveryTaskWithItsOptions) {
  const nlohmann::ordered_json tasks = DescribeTasks();
  ASSERT_EQ(tasks.size(), Tasks().size());
  EXPECT_EQ(tasks[3]["name"], "Hopper-v5");
  EXPECT_EQ(tasks[3]["robot"], "Hopper");
  EXPECT_EQ(tasks[3]["version"], 5);
  EXPECT_EQ(tasks[3]["action_bounds"][2], (std::vector<double>{-1, 1}));
  EXPECT_EQ(tasks[3]["action_size"], 3);
  EXPECT_EQ(tasks[3]["env_step_seconds"], 0.008);
  EXPECT_EQ(tasks[3]["options"]["healthy_z_range"]["default"]["min"], 0.7);
  const auto humanoid =
      std::ranges::find_if(tasks, [](const auto& task) { return task["name"] == "Humanoid-v5"; });
  ASSERT_NE(humanoid, tasks.end());
  EXPECT_EQ((*humanoid)["info"]["tendon_length"]["size"], 2);
  for (const auto& task : tasks) {
    for (const auto& option : task["options"]) EXPECT_NE(option["meaning"], "");
  }
}

}  // namespace
}  // namespace gaitbench
