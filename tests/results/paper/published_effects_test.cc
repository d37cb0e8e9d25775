#include "results/paper/published_effects.h"

#include <gtest/gtest.h>

#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

// Fujimoto et al. 2018, table 2, Hopper: AHE 1061.77, + TPS 907.56, + DP 1465.11, TD3 - CDQ
// 1837.32,
// + CDQ 1134.14, TD3 - DP 2407.42, TD3 - TPS 2392.59, TD3 3304.75
TEST(PublishedEffects, TD3sAblationByHand) {
  const auto beside = EffectsBesidePublished(FindFactorials(Td3Choices("Hopper-v4"), {}));
  ASSERT_EQ(beside.size(), 1u);
  EXPECT_EQ(beside[0].environment, "Hopper-v4");
  EXPECT_EQ(beside[0].their_environment, "Hopper-v1");
  EXPECT_EQ(beside[0].their_env_steps, 1'000'000);
  ASSERT_EQ(beside[0].effects.size(), 6u);
  const PublishedEffect& critics = beside[0].effects[0];
  EXPECT_EQ(critics.name, "num_critics");
  EXPECT_NEAR(critics.here, 100, 1e-9);
  const double with = (1134.14 + 2407.42 + 2392.59 + 3304.75) / 4;
  const double without = (1061.77 + 907.56 + 1465.11 + 1837.32) / 4;
  EXPECT_NEAR(critics.published, with - without, 1e-9);
  const PublishedEffect& interaction = beside[0].effects[3];
  EXPECT_EQ(interaction.name, "num_critics x policy_delay");
  const double apart = 1465.11 + 1837.32 + 1134.14 + 2407.42;  // one of the two on
  EXPECT_NEAR(interaction.published, (1061.77 + 907.56 + 2392.59 + 3304.75 - apart) / 4, 1e-9);
}

TEST(PublishedEffects, AGridThatNoSourceFillsHasNone) {
  EXPECT_TRUE(EffectsBesidePublished(FindFactorials(Td3Choices("Humanoid-v4"), {})).empty());
  EXPECT_TRUE(EffectsBesidePublished(FindFactorials(GridRuns(2), {})).empty());
}

}  // namespace
}  // namespace gaitbench
