#include "bench/commands/score_scales.h"

#include <gtest/gtest.h>

#include <set>

#include "results/compare/names.h"
#include "results/paper/published.h"

namespace gaitbench {
namespace {

// Of a robot that the paper does not have: Tianshou's PPO after 1M env steps.
const PublishedResult* FindInTianshou(const std::string& robot) {
  for (const PublishedSource& source : PublishedSources()) {
    if (source.id != "tianshou") continue;
    for (const PublishedResult& result : source.results) {
      if (RobotOf(result.environment) == robot && result.variant == "ppo" &&
          result.env_steps == 1'000'000)
        return &result;
    }
  }
  return nullptr;
}

TEST(ScoreScales, AreZeroForNothingLearntAndOneForPublishedPpo) {
  std::set<std::string> robots;
  for (const ScoreScale& scale : ScoreScales()) {
    const std::string& robot = scale.environment;
    EXPECT_TRUE(robots.insert(robot).second) << robot << " is there twice";
    EXPECT_LT(scale.low, 0.2 * scale.high);
    const PublishedResult* paper = FindInPaper(robot + "-v2", "ppo");
    const PublishedResult* trained = paper ? paper : FindInTianshou(robot);
    ASSERT_TRUE(trained) << robot;
    EXPECT_EQ(scale.high, trained->mean) << robot;
    EXPECT_EQ(scale.source.find("Tianshou") == std::string::npos, paper != nullptr) << robot;
  }
  for (const char* robot : {"Hopper", "Walker2d", "Humanoid"}) EXPECT_TRUE(robots.contains(robot));
}

}  // namespace
}  // namespace gaitbench
