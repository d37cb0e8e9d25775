#include "results/compare/score_scale.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(ScoreScale, ScalesAreFoundByEnvironmentThenByRobot) {
  const std::vector<ScoreScale> scales = {{"Hopper", 0, 10, "robot"},
                                          {"Hopper-v5", 0, 20, "version"}};
  EXPECT_EQ(FindScale(scales, "Hopper-v5")->high, 20);
  EXPECT_EQ(FindScale(scales, "Hopper-v4")->high, 10);
  EXPECT_EQ(FindScale(scales, "Hopper-v4")->environment, "Hopper-v4");
  EXPECT_FALSE(FindScale(scales, "Ant-v4").has_value());
}

}  // namespace
}  // namespace gaitbench
