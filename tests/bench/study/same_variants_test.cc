#include "bench/study/same_variants.h"

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

std::vector<std::string> Same(const nlohmann::json& changes) {
  nlohmann::json json = SmallStudyJson();
  json.merge_patch(changes);
  return SameVariants(MakePlan(StudyFromJson(json, "s"), "s"), "s");
}

nlohmann::json Variants(const nlohmann::json& a, const nlohmann::json& b) {
  return {{"environments", {"Hopper-v4", "Walker2d-v4"}},
          {"variants", {{{"name", "a"}, {"switches", a}}, {{"name", "b"}, {"switches", b}}}}};
}

const nlohmann::json kNone = nlohmann::json::object();
using Sentences = std::vector<std::string>;

TEST(SameVariantsTest, OneDifferentSettingIsEnough) {
  EXPECT_EQ(Same(Variants({{"clip_range", 0.1}}, {{"clip_range", 0.2}})), Sentences{});
}

TEST(SameVariantsTest, EqualSettingsAreNamedWithTheirEnvironments) {
  EXPECT_EQ(Same(Variants(kNone, kNone)),
            Sentences{"s: a and b are the same run on Hopper-v4, Walker2d-v4: no setting that acts "
                      "differs between them"});
  nlohmann::json on_one = Variants(kNone, kNone);
  on_one["variants"][1]["per_environment"] = {{"Hopper-v4", {{"clip_range", 0.1}}}};
  EXPECT_EQ(Same(on_one), Sentences{"s: a and b are the same run on Walker2d-v4: no setting that "
                                    "acts differs between them"});
}

TEST(SameVariantsTest, ASettingThatDoesNotActMakesNoDifference) {
  EXPECT_EQ(Same(Variants(kNone, {{"max_kl", 0.5}})).size(), 1u);  // of TRPO
  EXPECT_EQ(Same(Variants({{"step_rule", "trpo"}}, {{"step_rule", "trpo"}, {"max_kl", 0.5}})),
            Sentences{});
}

}  // namespace
}  // namespace gaitbench
