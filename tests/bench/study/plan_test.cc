#include "bench/study/plan.h"

#include <gtest/gtest.h>

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

double ClipRangeWith(const nlohmann::json& patch) {
  nlohmann::json json = SmallStudyJson();
  json.merge_patch(patch);
  return MakePlan(StudyFromJson(json, "small"), "small")
      .reporting.front()
      .settings.values["clip_range"];
}

TEST(PlanTest, LaterSettingsHaveTheLastWord) {
  nlohmann::json patch = {{"base", {{"switches", {{"clip_range", 0.3}}}}}};
  EXPECT_EQ(ClipRangeWith(nlohmann::json::object()),
            FindPreset("ppo", "Hopper-v4").values["clip_range"]);
  EXPECT_EQ(ClipRangeWith(patch), 0.3);
  patch["per_environment"] = {{"Hopper-v4", {{"clip_range", 0.4}}}};
  EXPECT_EQ(ClipRangeWith(patch), 0.4);
  patch["variants"] = {{{"name", "ppo"}, {"switches", {{"clip_range", 0.5}}}}};
  EXPECT_EQ(ClipRangeWith(patch), 0.5);
  patch["variants"][0]["per_environment"] = {{"Hopper-v4", {{"clip_range", 0.6}}}};
  EXPECT_EQ(ClipRangeWith(patch), 0.6);
  patch["grid"] = {{"clip_range", {0.7}}};
  EXPECT_EQ(ClipRangeWith(patch), 0.7);
}

TEST(PlanTest, AVariantWithItsOwnPresetLeavesTheBase) {
  nlohmann::json json = SmallStudyJson();
  json["variants"] = {{{"name", "m"}, {"preset", "ppo_m"}}};
  const Plan plan = MakePlan(StudyFromJson(json, "small"), "small");
  EXPECT_EQ(plan.reporting.front().settings, FindPreset("ppo_m", "Hopper-v4"));
}

TEST(PlanTest, RunsAreByEnvironmentVariantAndSeed) {
  nlohmann::json json = SmallStudyJson();
  json["environments"] = {"Hopper-v4", "Walker2d-v4"};
  const Plan plan = MakePlan(StudyFromJson(json, "small"), "small");
  ASSERT_EQ(plan.num_runs(), 16u);
  EXPECT_EQ(plan.reporting[5].environment, "Hopper-v4");
  EXPECT_EQ(plan.reporting[5].variant, "trpo");
  EXPECT_EQ(plan.reporting[5].seed, 1);
  EXPECT_EQ(plan.reporting[15].environment, "Walker2d-v4");
}

TEST(PlanTest, AnEnvironmentMayHaveSeedsOfItsOwn) {
  nlohmann::json json = SmallStudyJson();
  json["environments"] = {"Hopper-v4", "Walker2d-v4"};
  json["seeds"]["per_environment"] = {{"Walker2d-v4", {{"first", 10}, {"count", 2}}}};
  const Plan plan = MakePlan(StudyFromJson(json, "small"), "small");
  ASSERT_EQ(plan.num_runs(), 2u * 4 + 2u * 2);
  EXPECT_EQ(plan.reporting[8].environment, "Walker2d-v4");
  EXPECT_EQ(plan.reporting[8].seed, 10);
  EXPECT_EQ(plan.reporting[11].variant, "trpo");
  EXPECT_EQ(plan.reporting[11].seed, 11);
  json["seeds"]["per_environment"] = {{"Humanoid-v4", {{"count", 2}}}};
  EXPECT_EQ(ErrorOf([&] { StudyFromJson(json, "small"); }),
            "small.seeds.per_environment.Humanoid-v4: is not among the study's environments");
  json["seeds"]["per_environment"] = {{"Walker2d-v4", {{"count", 0}}}};
  EXPECT_EQ(ErrorOf([&] { StudyFromJson(json, "small"); }),
            "small.seeds.per_environment.Walker2d-v4.count: expected 1 to 1000000, got 0");
}

TEST(PlanTest, EnvStepsAreRoundedDownToWholeIterations) {
  nlohmann::json json = SmallStudyJson();
  json.erase("iterations");
  json["total_env_steps"] = 200;  // 3 iterations of 64
  EXPECT_EQ(MakePlan(StudyFromJson(json, "small"), "small").reporting[0].num_iterations, 3);
  json["total_env_steps"] = 63;
  EXPECT_EQ(ErrorOf([&] { MakePlan(StudyFromJson(json, "small"), "small"); }),
            "small.total_env_steps: 63 is less than one iteration's 64");
}

TEST(PlanTest, AGridAloneStandsOnTheBase) {
  nlohmann::json json = SmallStudyJson();
  json.erase("variants");
  json["grid"] = {{"value_clipping", {false, true}}, {"clip_range", {0.1, 0.2}}};
  const Plan plan = MakePlan(StudyFromJson(json, "small"), "small");
  ASSERT_EQ(plan.cells.size(), 4u);
  EXPECT_EQ(plan.cells[3].variant, "clip_range=0.2+value_clipping=on");
  EXPECT_TRUE(plan.reporting.back().settings.values["value_clipping"]);
}

TEST(PlanTest, TuningRunsComeFirstAndHaveTheirOwnSeeds) {
  nlohmann::json json = SmallStudyJson();
  json["select"] = {{"grid", {{"clip_range", {0.1, 0.2, 0.3}}}},
                    {"seeds", {{"first", 100}, {"count", 2}}}};
  const Plan plan = MakePlan(StudyFromJson(json, "small"), "small");
  EXPECT_EQ(plan.tuning.size(), 2u * 3 * 2);
  EXPECT_EQ(plan.reporting.size(), 8u);
  EXPECT_EQ(plan.tuning[2].variant, "ppo+clip_range=0.2");
  EXPECT_EQ(plan.tuning[2].seed, 100);
  EXPECT_EQ(plan.tuning[2].settings.values["clip_range"], 0.2);
}

TEST(PlanTest, AWrongSettingNamesItsPlace) {
  nlohmann::json json = SmallStudyJson();
  json["variants"][1]["switches"]["clip_rnage"] = 0.1;
  EXPECT_EQ(ErrorOf([&] { MakePlan(StudyFromJson(json, "small"), "small"); }),
            "small.variants[1].switches.clip_rnage: unknown setting; did you mean clip_range? "
            "(gaitbench switches lists all)");
  json = SmallStudyJson();
  json["grid"] = {{"clip_range", {"wide"}}};
  EXPECT_EQ(ErrorOf([&] { MakePlan(StudyFromJson(json, "small"), "small"); }),
            "small.grid.clip_range: expected a number, got \"wide\"");
  json = SmallStudyJson();
  json["base"]["preset"] = "ppoo";
  EXPECT_EQ(
      ErrorOf([&] { MakePlan(StudyFromJson(json, "small"), "small"); }),
      "small.base.preset: \"ppoo\" is no preset; did you mean ppo? (gaitbench variants lists all)");
}

TEST(PlanTest, TheLongestRunsAreTakenFirst) {
  nlohmann::json json = SmallStudyJson();
  json["environments"] = {"Hopper-v4", "Humanoid-v4"};
  const Plan plan = MakePlan(StudyFromJson(json, "small"), "small");
  const std::vector<size_t> order = LongestFirst(plan.reporting);
  EXPECT_EQ(plan.reporting[order.front()].environment, "Humanoid-v4");
  EXPECT_EQ(order.back(), 7u);
}

}  // namespace
}  // namespace gaitbench
