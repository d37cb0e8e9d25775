#include "bench/study/warnings.h"

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

Plan PlanWithSac(const nlohmann::json& changes) {
  nlohmann::json json = SmallStudyJson();
  json["variants"] = {{{"name", "ppo"}}, {{"name", "sac"}, {"preset", "sac"}}};
  json.merge_patch(changes);
  return MakePlan(StudyFromJson(json, "s"), "s");
}

// An update follows each env step after the warm-up.
TEST(WarningsTest, RunsThatEndWithinTheirWarmUpMakeNoUpdate) {
  EXPECT_EQ(RunsWithoutUpdates(PlanWithSac({{"iterations", 10}}), "s"),
            std::vector<std::string>{"s: sac on Hopper-v4 makes no update: its 10000 env steps all "
                                     "belong to the 10000 of warmup_steps"});
  EXPECT_TRUE(RunsWithoutUpdates(PlanWithSac({{"iterations", 11}}), "s").empty());
}

}  // namespace
}  // namespace gaitbench
