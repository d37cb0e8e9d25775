#include "bench/study/idle_switches.h"

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

std::vector<std::string> Idle(const nlohmann::json& changes) {
  nlohmann::json json = SmallStudyJson();
  json.merge_patch(changes);
  const Study study = StudyFromJson(json, "s");
  return IdleSwitches(study, MakePlan(study, "s"), "s");
}

using Sentences = std::vector<std::string>;

nlohmann::json Variants(const nlohmann::json& ppo, const nlohmann::json& trpo) {
  nlohmann::json switches = trpo;
  switches["step_rule"] = "trpo";
  return {{"variants",
           {{{"name", "ppo"}, {"switches", ppo}}, {{"name", "trpo"}, {"switches", switches}}}}};
}

// the base's policy_epochs act in PPO, and the study has a variant of it
TEST(IdleSwitchesTest, ASettingThatActsInOneOfItsRunsIsNotIdle) {
  EXPECT_EQ(Idle(nlohmann::json::object()), Sentences{});
  EXPECT_EQ(Idle({{"variants", {{{"name", "trpo"}, {"switches", {{"step_rule", "trpo"}}}}}}}),
            (Sentences{"s.base.switches.policy_epochs: has no effect with step_rule trpo",
                       "s.base.switches.policy_minibatches: has no effect with step_rule trpo"}));
}

TEST(IdleSwitchesTest, StepRulesHaveTheirOwnSettings) {
  const nlohmann::json ppo = {{"clip_range", 0.1}, {"horizon", 128}}, trpo = {{"max_kl", 0.1}};
  EXPECT_EQ(Idle(Variants(ppo, trpo)), Sentences{});
  EXPECT_EQ(Idle(Variants(trpo, ppo)),
            (Sentences{"s.variants[0].switches.max_kl: has no effect with step_rule ppo",
                       "s.variants[1].switches.clip_range: has no effect with step_rule trpo"}));
}

TEST(IdleSwitchesTest, NaturalGradientStepsAreTrposWithoutTheLineSearch) {
  EXPECT_EQ(
      Idle({{"variants",
             {{{"name", "npg"},
               {"preset", "npg"},
               {"switches", {{"max_kl", 0.1}, {"line_search_steps", 3}, {"horizon", 128}}}}}}}),
      Sentences{"s.variants[0].switches.line_search_steps: has no effect with step_rule npg"});
}

TEST(IdleSwitchesTest, EveryPlaceOfAStudyIsLookedAt) {
  nlohmann::json json = Variants({}, {});
  json["variants"].erase(0);  // TRPO alone
  json["base"]["switches"] = {{"policy_epochs", nullptr}, {"policy_minibatches", nullptr}};
  json["per_environment"]["Hopper-v4"]["clip_range"] = 0.1;
  json["variants"][0]["per_environment"]["Hopper-v4"]["entropy_coef"] = 0.1;
  json["grid"]["target_kl"] = {0.1, 0.2};
  json["select"] = {{"grid", {{"clip_form", {"additive", "reciprocal"}}}},
                    {"seeds", {{"first", 10}, {"count", 1}}}};
  const std::string end = ": has no effect with step_rule trpo";
  EXPECT_EQ(Idle(json),
            (Sentences{"s.grid.target_kl" + end, "s.per_environment.Hopper-v4.clip_range" + end,
                       "s.select.grid.clip_form" + end,
                       "s.variants[0].per_environment.Hopper-v4.entropy_coef" + end}));
}

// an axis with a name of its own sets several
TEST(IdleSwitchesTest, AxesThatSetSeveralSwitchesAreLookedInto) {
  const nlohmann::json axis = {
      {"step", {{"small", {{"step_rule", "trpo"}, {"clip_range", 0.1}, {"max_kl", 0.1}}}}}};
  EXPECT_EQ(Idle({{"variants", {{{"name", "x"}}}}, {"grid", axis}}).back(),
            "s.grid.clip_range: has no effect with step_rule trpo");
  const nlohmann::json seeds = {{"first", 10}, {"count", 1}};
  EXPECT_EQ(Idle({{"variants", {{{"name", "x"}}}}, {"select", {{"grid", axis}, {"seeds", seeds}}}})
                .back(),
            "s.select.grid.clip_range: has no effect with step_rule trpo");
}

// what acts only beside another switch says which
TEST(IdleSwitchesTest, ASettingThatWaitsForAnotherSwitchIsIdle) {
  const nlohmann::json switches = {
      {"target_kl", 0.1},         {"max_gradient_norm", 1},        {"value_clip_range", 0.1},
      {"reward_scaling", "none"}, {"reward_scaling_reset", false}, {"heldout_interval", 3}};
  const std::string at = "s.variants[0].switches.";
  EXPECT_EQ(Idle({{"variants", {{{"name", "x"}, {"switches", switches}}}}}),
            (Sentences{at + "heldout_interval: has no effect with heldout_logging false",
                       at + "max_gradient_norm: has no effect with gradient_clipping none",
                       at + "reward_scaling_reset: has no effect with reward_scaling none",
                       at + "target_kl: has no effect with target_kl_stop false",
                       at + "value_clip_range: has no effect with value_clipping false"}));
}

// a preset's own are silent: ppo_modern carries value_epochs that a joint update does not read
TEST(IdleSwitchesTest, OnlySettingsThatTheUserGaveAreSpokenOf) {
  const nlohmann::json modern = {{"name", "x"}, {"preset", "ppo_modern"}};
  nlohmann::json given = modern;
  given["switches"]["value_epochs"] = 3;
  EXPECT_EQ(Idle({{"variants", {modern}}}), Sentences{});
  EXPECT_EQ(Idle({{"variants", {given}}}),
            Sentences{"s.variants[0].switches.value_epochs: has no effect with joint_update true"});
}

// a grid over the step rule: some of its points read the setting
TEST(IdleSwitchesTest, OnePointOfASelectGridIsEnough) {
  const nlohmann::json seeds = {{"first", 10}, {"count", 1}};
  nlohmann::json json = {{"variants", {{{"name", "x"}, {"switches", {{"clip_range", 0.1}}}}}}};
  json["select"] = {{"grid", {{"step_rule", {"trpo", "ppo"}}}}, {"seeds", seeds}};
  EXPECT_EQ(Idle(json), Sentences{});
}

}  // namespace
}  // namespace gaitbench
