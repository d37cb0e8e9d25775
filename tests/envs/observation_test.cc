#include "envs/observation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/envs/mujoco_data.h"

namespace gaitbench {
namespace {

std::vector<double> Observe(const Task& task, const MujocoData& simulation) {
  std::vector<double> observation(ObservationSize(task, *simulation.m()));
  WriteObservation(task, simulation.m(), simulation.d(), observation.data());
  return observation;
}

// A planar robot (6 positions, 6 velocities) with qpos 0..5, qvel 10..15 and these parts.
std::vector<double> ObserveParts(std::span<const ObservationPart> parts,
                                 const TaskOptions& options = {}) {
  Task task = FindTask("Hopper-v5");
  const MujocoData simulation(task);
  for (int i = 0; i < 6; ++i) {
    simulation.d()->qpos[i] = i;
    simulation.d()->qvel[i] = 10 + i;
  }
  task.observation = parts;
  task.options = options;
  return Observe(task, simulation);
}

TEST(ObservationTest, PartsStandOneAfterAnother) {
  const ObservationPart parts[] = {{.array = Observed::kQvel, .begin = 4},
                                   {.array = Observed::kQpos, .begin = 1, .end = 3}};
  EXPECT_EQ(ObserveParts(parts), (std::vector<double>{14, 15, 1, 2}));
}

TEST(ObservationTest, PartsMayBeSinesCosinesAndDifferences) {
  const ObservationPart parts[] = {
      {.array = Observed::kQpos, .begin = 1, .end = 2, .function = Function::kSine},
      {.array = Observed::kQpos, .begin = 1, .end = 2, .function = Function::kCosine},
      {.array = Observed::kQpos, .begin = 4, .minus = 1}};
  EXPECT_EQ(ObserveParts(parts), (std::vector<double>{std::sin(1.0), std::cos(1.0), 4 - 1, 5 - 2}));
}

TEST(ObservationTest, BoundsMayBeAnOption) {
  const ObservationPart parts[] = {
      {.array = Observed::kQvel, .end = 3, .range = &TaskOptions::contact_force_range}};
  EXPECT_EQ(ObserveParts(parts, {.contact_force_range = {10.5, 11.5}}),
            (std::vector<double>{10.5, 11, 11.5}));
}

TEST(ObservationTest, OptionsBringPartsInAndLeaveThemOut) {
  const auto excludes = &TaskOptions::exclude_current_positions_from_observation;
  const ObservationPart parts[] = {{.array = Observed::kQpos, .end = 1, .only_if = excludes},
                                   {.array = Observed::kQvel, .end = 1, .unless = excludes}};
  EXPECT_EQ(ObserveParts(parts), std::vector<double>{10});
  EXPECT_EQ(ObserveParts(parts, {.exclude_current_positions_from_observation = true}),
            std::vector<double>{0});
}

TEST(ObservationTest, BoundsClipBothWaysAndPassNanOn) {
  const Task& task = FindTask("Walker2d-v5");
  const MujocoData simulation(task);
  simulation.d()->qvel[0] = 10.5;
  simulation.d()->qvel[1] = -1e9;
  simulation.d()->qvel[2] = std::nan("");
  simulation.d()->qpos[1] = 1e9;  // positions have no bound
  const std::vector<double> observation = Observe(task, simulation);
  EXPECT_EQ(observation[0], 1e9);
  EXPECT_EQ(observation[8], 10);
  EXPECT_EQ(observation[9], -10);
  EXPECT_TRUE(std::isnan(observation[10]));
}

// 14 bodies and 23 velocities: v5 leaves out the world body and the root's six velocities
TEST(ObservationTest, BodyArraysHaveEachVersionsRows) {
  const auto size = [](const char* name, const nlohmann::json& options) {
    const Task task = ApplyOptions(FindTask(name), options);
    return ObservationSize(task, *CompileModel(task));
  };
  EXPECT_EQ(size("Humanoid-v4", nlohmann::json::object()), 22 + 23 + 14 * (10 + 6 + 6) + 23);
  EXPECT_EQ(size("Humanoid-v5", nlohmann::json::object()), 22 + 23 + 13 * (10 + 6 + 6) + 17);
  EXPECT_EQ(size("Humanoid-v5", {{"include_cvel_in_observation", false}}), 348 - 13 * 6);
}

}  // namespace
}  // namespace gaitbench
