#include "bench/commands/score_scales.h"

#include <gtest/gtest.h>

#include <set>

#include "results/paper/published.h"

namespace gaitbench {
namespace {

TEST(ScoreScales, AreZeroForNothingLearntAndOneForThePapersPpo) {
  std::set<std::string> robots;
  for (const ScoreScale& scale : ScoreScales()) {
    EXPECT_TRUE(robots.insert(scale.environment).second) << scale.environment << " is there twice";
    EXPECT_LT(scale.low, 0.2 * scale.high);
    if (const PublishedResult* paper = FindInPaper(scale.environment + "-v2", "ppo")) {
      EXPECT_EQ(scale.high, paper->mean);
    }
  }
  for (const char* robot : {"Hopper", "Walker2d", "Humanoid"}) EXPECT_TRUE(robots.contains(robot));
}

}  // namespace
}  // namespace gaitbench
