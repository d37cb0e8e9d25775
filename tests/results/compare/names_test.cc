#include "results/compare/names.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(Names, NamesAreShownAsThePaperWritesThem) {
  EXPECT_EQ(DisplayName("ppo"), "PPO");
  EXPECT_EQ(DisplayName("ppo_m"), "PPO-M");
  EXPECT_EQ(DisplayName("trpo_plus"), "TRPO+");
  EXPECT_EQ(DisplayName("ppo_noclip"), "PPO-NoClip");
  EXPECT_EQ(DisplayName("my variant"), "my variant");
}

TEST(Names, SettingsFollowTheNameOfWhatTheyDepartFrom) {
  EXPECT_EQ(DisplayName("ppo_m+clip_range=0.3+horizon=64"), "PPO-M, clip_range=0.3, horizon=64");
  EXPECT_EQ(DisplayName("sac+n_step=3"), "sac, n_step=3");
  EXPECT_EQ(DisplayName("annealing=on+initialization=xavier"),
            "annealing=on+initialization=xavier");
  EXPECT_EQ(DisplayName("a+TRPO+"), "a+TRPO+");
}

TEST(Names, ThePartsOfAGridsVariant) {
  EXPECT_EQ(NameParts("annealing=on+initialization=xavier"),
            (std::vector<std::string>{"annealing=on", "initialization=xavier"}));
  EXPECT_EQ(NameParts("TRPO+"), std::vector<std::string>{"TRPO+"});
  EXPECT_EQ(NameParts("a+TRPO+"), (std::vector<std::string>{"a", "TRPO+"}));
}

TEST(Names, WhichOfTwoValuesIsOn) {
  EXPECT_TRUE(IsOn("on", "off"));
  EXPECT_TRUE(IsOn("true", "false"));
  EXPECT_TRUE(IsOn("returns", "none"));
  EXPECT_TRUE(IsOn("orthogonal", "xavier"));
  EXPECT_FALSE(IsOn("xavier", "orthogonal"));
  EXPECT_FALSE(IsOn("none", "0.5"));
  EXPECT_TRUE(IsOn("0.001", "3e-05"));
  EXPECT_FALSE(IsOn("3e-05", "0.001"));
  EXPECT_TRUE(IsOn("64x64", "32x32"));
  EXPECT_FALSE(IsOn("64x64", "256x256"));
  EXPECT_TRUE(IsOn("64x64", "none"));
}

TEST(Names, ARobotHasNoVersion) {
  EXPECT_EQ(RobotOf("Hopper-v4"), "Hopper");
  EXPECT_EQ(RobotOf("Hopper"), "Hopper");
}

TEST(Names, ThePapersVariantsComeFirst) {
  EXPECT_EQ(InDisplayOrder({"zeta", "trpo_plus", "alpha", "ppo"}),
            (std::vector<std::string>{"ppo", "trpo_plus", "zeta", "alpha"}));
}

}  // namespace
}  // namespace gaitbench
