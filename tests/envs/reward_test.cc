// tests/envs/simulation_test.cc has the rewards of whole env steps.
#include "envs/reward.h"

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <utility>

#include "tests/envs/mujoco_data.h"

namespace gaitbench {
namespace {

// 1e16 + 1 is 1e16: whether the 1 survives is the order of the sum.
TEST(RewardTest, GainsAndCostsAreAddedFromLeftToRightEachOnTheirOwn) {
  using enum Quantity;
  Task task = FindTask("Hopper-v5");
  const MujocoData simulation(task);
  const StepTerms terms{.velocity = {1, 0}, .healthy_reward = 1e16, .control_cost = 1e16};
  const auto reward = [&](std::span<const Quantity> gains, std::span<const Quantity> costs) {
    task.reward.gains = gains;
    task.reward.costs = costs;
    return Reward(task, simulation.m(), simulation.d(), terms);
  };
  const Quantity gains[] = {kForwardReward, kHealthyReward}, costs[] = {kControlReward};
  EXPECT_EQ(reward(gains, costs), 0);
  const Quantity in_one[] = {kHealthyReward, kControlReward, kForwardReward};
  EXPECT_EQ(reward(in_one, {}), 1);
  EXPECT_EQ(reward({}, {}), 0);
}

TEST(RewardTest, ContactForcesAreClippedBeforeTheyAreSquaredAndTheirCostAfter) {
  Task task = FindTask("Ant-v5");
  task.options.contact_force_range = {-1, 2};
  task.options.contact_cost_weight = 0.5;
  const MujocoData simulation(task);
  simulation.d()->cfrc_ext[6] = 3;
  simulation.d()->cfrc_ext[7] = -5;
  const auto cost = [&] { return CostOfContacts(task, simulation.m(), simulation.d()); };
  EXPECT_EQ(cost(), 0.5 * (4 + 1));
  task.options.contact_cost_range.max = 2;
  EXPECT_EQ(cost(), 2);
  task.options.use_contact_forces = false;
  EXPECT_EQ(cost(), 0);
}

TEST(RewardTest, WhatIsMeasuredIsTheRowsOwn) {
  const auto measure = [](const Task& task) {
    const MujocoData simulation(task);
    simulation.d()->qpos[0] = 0.5;
    mj_forward(simulation.m(), simulation.d());
    double both[2];
    Measure(task, simulation.m(), simulation.d(), both);
    return std::pair(both[0], both[1]);
  };
  Task task = FindTask("Ant-v5");
  EXPECT_EQ(measure(task), std::pair(0.5, 0.0));
  task.reward.measured = Measured::kDistances;  // of the world's origin from the torso, up 0.75
  task.reward.distances[1] = {0, 1};
  EXPECT_EQ(measure(task).first, 0);
  EXPECT_EQ(measure(task).second, std::sqrt(0.75 * 0.75 + 0.5 * 0.5));
}

}  // namespace
}  // namespace gaitbench
