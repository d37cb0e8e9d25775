#include "bench/study/study.h"

#include <fstream>

#include <gtest/gtest.h>

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

// What reading the small study with this change says.
std::string ErrorWith(const nlohmann::json& patch) {
  nlohmann::json json = SmallStudyJson();
  json.merge_patch(patch);
  return ErrorOf([&] { StudyFromJson(json, "small"); });
}

TEST(StudyTest, AMisspeltKeyNamesTheOneThatWasMeant) {
  EXPECT_EQ(ErrorWith({{"enviroments", 1}}),
            "small.enviroments: unknown key; did you mean environments?");
  EXPECT_EQ(ErrorWith({{"seeds", {{"fist", 1}}}}),
            "small.seeds.fist: unknown key; did you mean first?");
}

TEST(StudyTest, WrongTypesAndRangesNameTheirPath) {
  EXPECT_EQ(ErrorWith({{"iterations", "49"}}),
            "small.iterations: expected a whole number, got \"49\"");
  EXPECT_EQ(ErrorWith({{"seeds", {{"count", 0}}}}),
            "small.seeds.count: expected 1 to 1000000, got 0");
  EXPECT_EQ(ErrorWith({{"seeds", {{"first", -1}}}}).substr(0, 17), "small.seeds.first");
}

TEST(StudyTest, NothingToRunIsAnError) {
  EXPECT_EQ(ErrorWith({{"environments", nlohmann::json::array()}}),
            "small.environments: is empty; expected one or more");
  EXPECT_EQ(ErrorWith({{"variants", nlohmann::json::array()}}),
            "small.variants: is empty; expected one or more");
}

TEST(StudyTest, TheSameNameTwiceIsAnError) {
  EXPECT_EQ(ErrorWith({{"variants", {{{"name", "a"}}, {{"name", "a"}}}}}),
            "small.variants: \"a\" is there twice");
  EXPECT_EQ(ErrorWith({{"environments", {"Hopper-v4", "Hopper-v4"}}}),
            "small.environments: \"Hopper-v4\" is there twice");
}

TEST(StudyTest, NamesMustDoForAFolder) {
  EXPECT_NE(ErrorWith({{"variants", {{{"name", ""}}}}}), "no error");
  for (const char* name : {"a/b", "..", ".hidden", "a b", "\n", "$(x)"}) {
    EXPECT_NE(ErrorWith({{"variants", {{{"name", name}}}}}), "no error") << name;
    EXPECT_TRUE(ErrorWith({{"study", name}}).starts_with("small.study: expected 1 to 200 letters"));
  }
}

TEST(StudyTest, AnUnknownEnvironmentIsNamed) {
  const std::string error = ErrorWith({{"environments", {"Hoper-v4"}}});
  EXPECT_NE(error.find("Hoper-v4"), std::string::npos) << error;
  EXPECT_TRUE(error.starts_with("small.environments")) << error;
}

TEST(StudyTest, SettingsForAnEnvironmentThatIsNotInTheStudyAreAnError) {
  EXPECT_EQ(ErrorWith({{"per_environment", {{"Walker2d-v4", {{"clip_range", 0.1}}}}}}),
            "small.per_environment.Walker2d-v4: is not among the study's environments");
}

TEST(StudyTest, EitherIterationsOrEnvStepsAreGiven) {
  EXPECT_EQ(ErrorWith({{"total_env_steps", 1000}}),
            "small: expected one of iterations and total_env_steps, got both");
  EXPECT_EQ(ErrorWith({{"iterations", nullptr}}),
            "small: expected one of iterations and total_env_steps, got neither");
}

TEST(StudyTest, TuningSeedsAreHeldOut) {
  EXPECT_EQ(ErrorWith({{"select",
                        {{"grid", {{"clip_range", {0.1, 0.2}}}},
                         {"seeds", {{"first", 3}, {"count", 2}}}}}}),
            "small.select.seeds: 3 to 4 overlap the study's own seeds; a choice would be judged on "
            "what chose it");
}

TEST(StudyTest, CandidatesAreChosenByWhatTrainingLeaves) {
  EXPECT_EQ(ErrorWith({{"select",
                        {{"grid", {{"clip_range", {0.1, 0.2}}}},
                         {"seeds", {{"first", 100}, {"count", 2}}}}},
                       {"compare", {{"statistic", "evaluation_mean_return"}}}}),
            "small.select: chooses by what training leaves; compare.statistic is "
            "evaluation_mean_return, which is measured after it");
}

TEST(StudyTest, ReadsBackAsTheSameStudy) {
  nlohmann::json json = SmallStudyJson();
  json["grid"] = {{"value_clipping", {false, true}}};
  const auto once = StudyJson(StudyFromJson(json, "small"));
  EXPECT_EQ(StudyJson(StudyFromJson(once, "small")), once);
}

TEST(StudyTest, WhatIsSaidToPeopleAndEditorsChangesNothing) {
  nlohmann::json json = SmallStudyJson();
  json["grid"] = {{"value_clipping", {false, true}}};
  const auto plain = StudyJson(StudyFromJson(json, "small"));
  json["$schema"] = "study.schema.json";
  json["$comment"] = {"two", "lines"};
  json["base"]["switches"]["$comment"] = "of settings";
  json["variants"][1]["$comment"] = "of a variant";
  json["grid"]["$comment"] = "of a grid";
  EXPECT_EQ(StudyJson(StudyFromJson(json, "small")), plain);
}

TEST(StudyTest, ACommentIsTextAndHasNoOtherName) {
  EXPECT_EQ(ErrorWith({{"$comment", 3}}),
            "small.$comment: expected a string or a list of strings, got 3");
  EXPECT_EQ(ErrorWith({{"variants", {{{"name", "a"}}, {{"name", "b"}, {"$comment", 3}}}}}),
            "small.variants[1].$comment: expected a string or a list of strings, got 3");
  EXPECT_EQ(ErrorWith({{"$schema", true}}), "small.$schema: expected a string, got true");
  EXPECT_NE(ErrorWith({{"$coment", "x"}}).find("$coment: unknown key"), std::string::npos);
  EXPECT_NE(ErrorWith({{"seeds", {{"$schema", "x"}}}}).find("$schema: unknown key"),
            std::string::npos);
}

TEST(StudyTest, AFileThatIsNoStudyIsNamed) {
  const std::filesystem::path path = EmptyDirectory("study.json");
  EXPECT_NE(ErrorOf([&] { ReadStudy(path); }).find(path.string() + ": cannot be read"),
            std::string::npos);
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << R"({"study": "x", "environments": [)";
  EXPECT_EQ(ErrorOf([&] { ReadStudy(path); }),
            path.string() + ": not JSON, or cut short at line 1");
}

TEST(StudyTest, TooManyRunsAreRefusedBeforeTheyAreMade) {
  nlohmann::json json = SmallStudyJson();
  json["seeds"]["count"] = 1'000'000;
  EXPECT_EQ(ErrorOf([&] { StudyFromJson(json, "small"); }),
            "small: has 2000000 runs; allowed are 100000");
  json["seeds"]["count"] = 1;
  json["select"] = {{"grid", {{"clip_range", {0.1, 0.2, 0.3}}}},
                    {"seeds", {{"first", 100}, {"count", 1'000'000}}}};
  EXPECT_EQ(ErrorOf([&] { StudyFromJson(json, "small"); }),
            "small: has 6000002 runs; allowed are 100000");
}

}  // namespace
}  // namespace gaitbench
