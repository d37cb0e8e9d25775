#include "bench/study/machine_limits.h"

#include <fstream>

#include "results/log/run_folders.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

const nlohmann::json kHuge = {{"buffer_capacity", 10'000'000'000}};

// What is refused of a study with SAC as its second variant.
std::string Refused(const nlohmann::json& changes, const nlohmann::json& variant,
                    const std::filesystem::path& directory = "none") {
  nlohmann::json json = SmallStudyJson();
  json["variants"] = {{{"name", "ppo"}, {"preset", "ppo"}}, {{"name", "sac"}}};
  json["variants"][1].update(variant);
  json["base"] = {{"preset", "sac"}};
  json.merge_patch(changes);
  const Study study = StudyFromJson(json, "s");
  const Plan plan = MakePlan(study, "s");
  const std::string error = ErrorOf([&] { CheckMachineLimits(study, plan, directory, "s"); });
  return error.substr(0, error.find(" env steps of"));
}

TEST(MachineLimitsTest, ABufferThatTheMachineDoesNotHoldIsRefusedWhereItIsSet) {
  EXPECT_EQ(Refused(nlohmann::json::object(), nlohmann::json::object()), "no error");
  EXPECT_EQ(Refused(nlohmann::json::object(), {{"switches", kHuge}}),
            "s.variants[1].switches.buffer_capacity: 10000000000");
  EXPECT_EQ(Refused(nlohmann::json::object(), {{"per_environment", {{"Hopper-v4", kHuge}}}}),
            "s.variants[1].per_environment.Hopper-v4.buffer_capacity: 10000000000");
  EXPECT_EQ(Refused({{"base", {{"switches", kHuge}}}}, nlohmann::json::object()),
            "s.base.switches.buffer_capacity: 10000000000");
}

TEST(MachineLimitsTest, RunsThatAreDoneAskForNothing) {
  const std::filesystem::path directory = EmptyDirectory("done");
  for (const int64_t seed : {0, 1, 2, 3}) {
    EXPECT_NE(Refused(nlohmann::json::object(), {{"switches", kHuge}}, directory), "no error");
    const std::filesystem::path folder = RunDirectory(directory, "Hopper-v4", "sac", seed);
    std::filesystem::create_directories(folder);
    std::ofstream(folder / kRunLogFile) << "{}";
  }
  EXPECT_EQ(Refused(nlohmann::json::object(), {{"switches", kHuge}}, directory), "no error");
}

}  // namespace
}  // namespace gaitbench
