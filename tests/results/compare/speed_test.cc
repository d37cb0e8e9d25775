#include "results/compare/speed.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

// two runs of two iterations of 2,048 env steps, 0.1 s of physics in 0.15 s each; one run is slower
TEST(Speed, RunsCountAlikeAndPhysicsByItsTime) {
  std::vector<RunLog> logs = {MakeRun("e", "v", 0, {1, 2}), MakeRun("e", "v", 1, {1, 2}),
                              MakeRun("e", "untimed", 0, {1, 2})};
  logs[1].timing[0].total = 0.45;
  logs[2].timing.clear();
  const auto speeds = SpeedsOf(logs);
  ASSERT_EQ(speeds.size(), 1u);
  EXPECT_EQ(speeds[0].variant, "v");
  EXPECT_DOUBLE_EQ(speeds[0].env_steps_per_second, (4096 / 0.3 + 4096 / 0.6) / 2);
  EXPECT_DOUBLE_EQ(speeds[0].physics_share, 0.4 / 0.9);
  EXPECT_DOUBLE_EQ(speeds[0].seconds, 0.9);
  EXPECT_EQ(speeds[0].env_steps, 2 * 4096);
}

// One whose log lacks the time of the whole iteration counts in neither.
TEST(Speed, PhysicsIsOfTheRunsThatAreTimed) {
  std::vector<RunLog> logs = {MakeRun("e", "v", 0, {1}), MakeRun("e", "v", 1, {1})};
  logs[1].timing[0].total = 0;
  EXPECT_DOUBLE_EQ(SpeedsOf(logs).at(0).physics_share, 0.1 / 0.15);
}

}  // namespace
}  // namespace gaitbench
