#include "bench/commands/score_scales.h"

#include <gtest/gtest.h>

#include "results/paper/published.h"

namespace gaitbench {
namespace {

TEST(ScoreScales, AreZeroForNothingLearntAndOneForThePapersPpo) {
  std::vector<std::string> robots;
  for (const ScoreScale& scale : ScoreScales()) {
    robots.push_back(scale.environment);
    EXPECT_LT(scale.low, 0.2 * scale.high);
    if (const PublishedResult* paper = FindInPaper(scale.environment + "-v2", "ppo"))
      EXPECT_EQ(scale.high, paper->mean);
  }
  // each once, however many versions it has
  EXPECT_EQ(robots, (std::vector<std::string>{"Hopper", "Walker2d", "Humanoid"}));
}

}  // namespace
}  // namespace gaitbench
