#include "bench/study/sequential.h"

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

nlohmann::json With(nlohmann::json decide,
                    const nlohmann::json& changes = nlohmann::json::object()) {
  nlohmann::json json = SmallStudyJson();
  json["seeds"]["count"] = 12;
  json["decide"] = std::move(decide);
  json.merge_patch(changes);
  return json;
}

SequentialDesign DesignOf(const nlohmann::json& json) {
  return *SequentialDesignOf(StudyFromJson(json, "s"), "s");
}

std::string Refusal(const nlohmann::json& json) {
  return ErrorOf([&] { StudyFromJson(json, "s"); });
}

const nlohmann::json kGrid = {
    {"variants", nullptr},
    {"grid", {{"value_clipping", {false, true}}, {"initialization", {"xavier", "orthogonal"}}}}};

TEST(Sequential, TheLastLookIsAtAllOfAnEnvironmentsSeeds) {
  nlohmann::json json = With({{"of", {"ppo", "trpo"}}, {"looks", {4, 8}}},
                             {{"environments", {"Hopper-v4", "Walker2d-v4"}}});
  json["seeds"]["per_environment"] = {{"Walker2d-v4", {{"first", 100}, {"count", 7}}}};
  const SequentialDesign design = DesignOf(json);
  EXPECT_EQ(design.variants, (std::vector<std::string>{"ppo", "trpo"}));
  EXPECT_EQ(design.environments[0].looks, (std::vector<int64_t>{4, 8, 12}));
  EXPECT_EQ(design.environments[1].looks, (std::vector<int64_t>{4, 7}));
  EXPECT_EQ(design.environments[1].first_seed, 100);
  EXPECT_FALSE(SequentialDesignOf(SmallStudy(), "s"));
}

TEST(Sequential, TheQuestionNamesItsVariants) {
  EXPECT_EQ(DesignOf(With({{"test", "ranking"}})).variants.size(), 2u);
  EXPECT_EQ(DesignOf(With({{"test", "effect"}, {"of", {"initialization"}}}, kGrid)).variants.size(),
            4u);
  const nlohmann::json corners = {
      {"variants",
       {{{"name", "a"}}, {{"name", "b"}}, {{"name", "c"}}, {{"name", "d"}}, {{"name", "e"}}}},
      {"compare",
       {{"two_by_two", {{"corners", nlohmann::json::parse(R"([["b", "a"], ["c", "d"]])")}}}}}};
  EXPECT_EQ(DesignOf(With({{"test", "two_by_two"}}, corners)).variants,
            (std::vector<std::string>{"b", "a", "c", "d"}));
}

TEST(Sequential, WhatCannotBeAskedIsRefused) {
  EXPECT_EQ(Refusal(With({{"of", {"ppo"}}})), "s.decide.of: expected two variants, got [\"ppo\"]");
  EXPECT_EQ(Refusal(With({{"of", {"ppo", "pp"}}})),
            "s.decide.of: \"pp\" is not among the variants");
  EXPECT_EQ(Refusal(With({{"of", {"ppo", "ppo"}}})), "s.decide.of: names a variant twice");
  EXPECT_EQ(Refusal(With({{"of", {"ppo", "trpo"}}, {"looks", {8, 4}}})),
            "s.decide.looks: expected ascending numbers of seeds, got [8,4]");
  EXPECT_EQ(Refusal(With({{"of", {"ppo", "trpo"}}, {"looks", {4, 4}}})),
            "s.decide.looks: expected ascending numbers of seeds, got [4,4]");
  nlohmann::json many = With({{"of", {"ppo", "trpo"}}});
  for (int look = 3; look < 23; ++look) many["decide"]["looks"].push_back(look);
  many["seeds"]["count"] = 22;
  EXPECT_EQ(Refusal(many), "no error") << "the last of them is the one at all seeds";
  many["seeds"]["count"] = 23;
  EXPECT_EQ(Refusal(many), "s.decide.looks: are 21 with the last, at all seeds; allowed are 20");
  EXPECT_EQ(Refusal(With({{"of", {"ppo", "trpo"}}, {"looks", {4, 13}}})),
            "s.decide.looks: 13 is more than the study's 12 seeds");
  EXPECT_EQ(Refusal(With({{"of", {"ppo", "trpo"}}}, {{"seeds", {{"count", 2}}}})),
            "s.seeds: has 2 for Hopper-v4; a decision asks for 3 or more");
  EXPECT_EQ(Refusal(With({{"test", "two_by_two"}})),
            "s.decide.of: \"ppo_m\" is not among the variants");
  EXPECT_EQ(Refusal(With({{"test", "effect"}, {"of", {"annealing"}}}, kGrid)),
            "s.decide.of: \"annealing\" is not an axis of the grid");
  nlohmann::json three = kGrid;
  three["grid"]["clip_range"] = {0.1, 0.2, 0.3};
  EXPECT_EQ(Refusal(With({{"test", "effect"}, {"of", {"initialization"}}}, three)),
            "s.grid.clip_range: has 3 values; an effect asks for two on each axis");
  EXPECT_NE(Refusal(With({{"of", {"ppo", "trpo"}}},
                         {{"compare", {{"statistic", "evaluation_mean_return"}}}}))
                .find("s.compare.statistic: evaluation_mean_return is measured after training"),
            std::string::npos);
}

TEST(Sequential, AStudyWithAQuestionReadsBackTheSame) {
  const Study study = StudyFromJson(With({{"of", {"ppo", "trpo"}}, {"looks", {4, 8}}}), "s");
  EXPECT_EQ(StudyJson(StudyFromJson(StudyJson(study), "s")), StudyJson(study));
}

// Of the cells without clipping the range says nothing: they are two copies of one run.
TEST(Sequential, AnEffectOfAGridWithCopiesIsRefused) {
  const nlohmann::json decide = {{"test", "effect"}, {"of", {"clip_range"}}};
  const auto refused = [&](const nlohmann::json& grid) {
    const nlohmann::json json = With(decide, {{"variants", nullptr}, {"grid", grid}});
    return ErrorOf([&] { MakePlan(StudyFromJson(json, "s"), "s"); });
  };
  EXPECT_EQ(refused({{"clip_range", {0.1, 0.2}}, {"value_clipping", {false, true}}}), "no error");
  EXPECT_EQ(refused({{"clip_range", {0.1, 0.2}}, {"ratio_clipping", {false, true}}}),
            "s.grid: clip_range=0.1+ratio_clipping=off and clip_range=0.2+ratio_clipping=off are "
            "the same run on Hopper-v4: no setting that acts differs between them; an effect asks "
            "for cells that differ");
}

}  // namespace
}  // namespace gaitbench
