#include "bench/study/power.h"

#include "results/statistics/planner.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

std::vector<TestPower> PowerWith(const nlohmann::json& changes) {
  nlohmann::json json = SmallStudyJson();
  json["seeds"]["count"] = 26;
  json.merge_patch(changes);
  const Study study = StudyFromJson(json, "s");
  return PowerOfTests(study, MakePlan(study, "s"), "s");
}

// two variants, one environment: Cohen's table, 26 seeds for 0.8 standard deviations
TEST(Power, OfTheDifferenceOfTwoVariants) {
  const std::vector<TestPower> tests = PowerWith(nlohmann::json::object());
  ASSERT_EQ(tests.size(), 1u);
  EXPECT_EQ(tests[0].test, "a difference to PPO (Welch's t, Holm over 1)");
  EXPECT_EQ(tests[0].num_seeds, 26);
  EXPECT_EQ(tests[0].seeds[0], 64);
  EXPECT_EQ(tests[0].seeds[1], 26);
  EXPECT_NEAR(tests[0].power[1], 0.807, 1e-3);
}

TEST(Power, IsOfDifferencesToTheStudysFirstVariant) {
  const auto tests = PowerWith(
      {{"variants", {{{"name", "reference"}}, {{"name", "changed"}}, {{"name", "ppo"}}}}});
  EXPECT_EQ(tests.at(0).test, "a difference to reference (Welch's t, Holm over 2)");
}

TEST(Power, IsThatOfTheFamilyThatIsLookedAt) {
  const std::vector<TestPower> tests = PowerWith(
      {{"environments", {"Hopper-v4", "Walker2d-v4"}},
       {"seeds", {{"per_environment", {{"Walker2d-v4", {{"count", 2}}}}}}},
       {"variants",
        {{{"name", "ppo"}}, {{"name", "ppo_m"}}, {{"name", "trpo"}}, {{"name", "trpo_plus"}}}}});
  ASSERT_EQ(tests.size(), 4u);  // differences and the 2x2, on 2 seeds and on 26
  EXPECT_EQ(tests[0].environments, std::vector<std::string>{"Walker2d-v4"});
  EXPECT_EQ(tests[0].power[4], 0) << "nothing is claimed of two seeds";
  EXPECT_NEAR(tests[1].power[1], WelchPower(0.8, 1, 1, 26, 0.05 / 6), 1e-9);
  EXPECT_EQ(tests[2].test,
            "code-level choices or step rule (both differences by Welch's t, Holm over 2)");
  EXPECT_NEAR(tests[3].power[1], BothPower({0.8, 1, 1}, {0.8, 1, 1}, 26, 0.0125), 1e-9);
}

TEST(Power, OfTheEffectsOfAGrid) {
  const nlohmann::json grid = {{"value_clipping", {false, true}},
                               {"initialization", {"xavier", "orthogonal"}}};
  const std::vector<TestPower> tests = PowerWith({{"variants", nullptr}, {"grid", grid}});
  ASSERT_EQ(tests.size(), 2u);
  EXPECT_EQ(tests[1].test, "an effect of the grid (Student's t, Holm over 3)");
  EXPECT_NEAR(tests[1].power[1], ContrastPower(0.8, 1, 4, 26, 0.05 / 3), 1e-9);
}

// Tables leave out an axis that acts nowhere, and have no effects where cells are copies.
TEST(Power, OfAGridIsThatOfTheAxesThatAct) {
  nlohmann::json grid = {{"value_clipping", {false, true}},
                         {"initialization", {"xavier", "orthogonal"}},
                         {"max_kl", {0.01, 0.02}}};  // of TRPO
  const auto tests = PowerWith({{"variants", nullptr}, {"grid", grid}});
  ASSERT_EQ(tests.size(), 2u);
  EXPECT_EQ(tests[1].test, "an effect of the grid (Student's t, Holm over 3)");
  EXPECT_NEAR(tests[1].power[1], ContrastPower(0.8, 1, 4, 26, 0.05 / 3), 1e-9);
  grid = {{"ratio_clipping", {false, true}}, {"clip_range", {0.1, 0.2}}};
  EXPECT_EQ(PowerWith({{"variants", nullptr}, {"grid", grid}}).size(), 1u);
}

}  // namespace
}  // namespace gaitbench
