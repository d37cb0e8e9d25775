#include "results/log/run_log.h"

#include <gtest/gtest.h>

#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/run_folders.h"
#include "tests/results/run_logs.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class RunLogTest : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(directory_); }
  void TearDown() override { fs::remove_all(directory_); }

  void Write(const RunLog& log) {
    WriteRunLog(log, RunDirectory(directory_, log.environment, log.variant, log.seed) / "run.json");
  }

  std::string ReadError(const std::string& contents) {
    WriteFileAtomically(directory_ / "run.json", contents);
    try {
      ReadRunLog({.folder = directory_, .environment = "e", .variant = "v", .seed = 0});
    } catch (const ConfigError& error) {
      return std::string(error.what()).substr((directory_ / "run.json").string().size());
    }
    return "none";
  }

  RunLog ReadBack(const RunLog& log) {
    return ReadRunLog({.folder = RunDirectory(directory_, log.environment, log.variant, log.seed),
                       .environment = log.environment,
                       .variant = log.variant,
                       .seed = log.seed});
  }

  const fs::path directory_ = fs::path(testing::TempDir()) / "run_log_test";
};

TEST_F(RunLogTest, WhatARunIsJudgedByIsReadWhateverElseIsLeftOut) {
  const RunLog log = MakeEvaluatedRun("e", "v", 0, {100, 200, 300}, {NAN, 5, 1});
  Write(log);
  const FoundRun run = {.folder = RunDirectory(directory_, "e", "v", 0),
                        .environment = "e",
                        .variant = "v",
                        .seed = 0};
  for (const LogSelection& selection : {LogSelection(), kEpisodesAlone}) {
    const RunLog read = ReadRunLog(run, selection);
    EXPECT_EQ(JudgedReturns(read), (std::vector<double>{5, 1}));
    EXPECT_EQ(FinalMeanReturn(read), 3);
  }
}

TEST_F(RunLogTest, EveryFieldReadsBackBitForBit) {
  RunLog log = MakeRun("Hopper-v4", "ppo", 3, {0.1, 1.0 / 3.0, NAN});
  log.num_iterations = 9;
  log.diverged = Divergence{2, "the policy's parameters are not finite"};
  log.columns.Values("max_ratio")[1] = std::numeric_limits<double>::infinity();
  Write(log);
  const RunLog read = ReadBack(log);
  EXPECT_FALSE(read.unhashed);
  EXPECT_EQ(JsonText(ToJson(read)), JsonText(ToJson(log)));
  EXPECT_EQ(read.environment, "Hopper-v4");
  EXPECT_EQ(read.seed, 3);
  EXPECT_EQ(read.num_iterations, 9);
  EXPECT_EQ(read.diverged->iteration, 2);
  EXPECT_EQ(read.diverged->reason, log.diverged->reason);
  EXPECT_EQ(read.config, log.config);
  EXPECT_EQ(read.provenance, log.provenance);
  ASSERT_EQ(read.num_recorded(), 3u);
  EXPECT_EQ(read.columns.Values(kMeanReturn)[1], 1.0 / 3.0);
  EXPECT_TRUE(std::isnan(read.columns.Values(kMeanReturn)[2]));
  EXPECT_EQ(read.columns.Values("max_ratio")[1], std::numeric_limits<double>::infinity());
  EXPECT_EQ(read.timing[0].total, 0.15);
}

TEST_F(RunLogTest, EveryColumnOfARecordReadsBack) {
  RunLog log = MakeRun("e", "v", 0, {1, 2});
  double value = 0.25;
  for (const LogColumn& column : log.columns) {
    for (double& field : log.columns.Values(column.name)) field = value *= 1.5;
  }
  log.columns.Add({"a_learners_own", "m", {1.0 / 3.0, 7}}, "test");
  Write(log);
  const RunLog read = ReadBack(log);
  auto expected = log.columns.begin();
  for (const LogColumn& column : read.columns) {
    EXPECT_EQ(column.name, expected->name);
    EXPECT_EQ(column.unit, expected->unit);
    EXPECT_EQ(column.values, expected->values);
    ++expected;
  }
  EXPECT_EQ(expected, log.columns.end());
}

TEST_F(RunLogTest, WhatEveryLearnerMeasuresIsThereEvenWhereItWasLeftOut) {
  auto json = ToJson(MakeRun("e", "v", 0, {1, 2}));
  json["columns"].erase("mean_return");
  json["columns"].erase("num_episodes");
  const RunLog log = RunLogFromJson(json, "log");
  for (const std::string_view name : {kMeanReturn, kNumEpisodes}) {
    ASSERT_EQ(log.columns.Values(name).size(), 2u) << name;
    EXPECT_TRUE(std::isnan(log.columns.Values(name)[1])) << name;
  }
}

TEST_F(RunLogTest, WallTimeIsNoPartOfTheResults) {
  RunLog slow = MakeRun("e", "v", 0, {1, 2});
  RunLog fast = slow;
  slow.timing[0].physics = 9;
  slow.provenance = {{"cpu", "another"}};
  auto a = ToJson(slow), b = ToJson(fast);
  EXPECT_NE(JsonText(a), JsonText(b));
  for (auto* json : {&a, &b}) {
    json->erase("timing");
    json->erase("speed");
    json->erase("provenance");
  }
  EXPECT_EQ(JsonText(a), JsonText(b));
}

TEST_F(RunLogTest, FinalReturnIsTheMeanOfTheLastFiveIterations) {
  EXPECT_EQ(FinalMeanReturn(MakeRun("e", "v", 0, {100, 1, 2, 3, 4, 5})), 3);
  EXPECT_EQ(FinalMeanReturn(MakeRun("e", "v", 0, {100, 1, 2, NAN, 4, 5})), 3);
  EXPECT_EQ(FinalMeanReturn(MakeRun("e", "v", 0, {4, 6})), 5);
  EXPECT_TRUE(std::isnan(FinalMeanReturn(MakeRun("e", "v", 0, {}))));
}

TEST_F(RunLogTest, ARunWithEvaluationsIsJudgedByTheLastOfThem) {
  EXPECT_FALSE(HasEvaluations(MakeRun("e", "v", 0, {1, 2, 3, 4})));
  const RunLog log = MakeEvaluatedRun("e", "v", 0, {1, 2, 3, 4}, {10, NAN, 20, 40});
  EXPECT_TRUE(HasEvaluations(log));
  EXPECT_EQ(JudgedIterations(log), (std::vector<size_t>{0, 2, 3}));
  EXPECT_EQ(JudgedReturns(log), (std::vector<double>{10, 20, 40}));
  EXPECT_EQ(FinalMeanReturn(log, 2), 30);
  EXPECT_EQ(FinalMeanReturn(RunLogFromJson(ToJson(log), "log"), 3), 70 / 3.0);
}

TEST_F(RunLogTest, ForeignTruncatedAndNewerFilesAreErrorsThatSaySo) {
  const std::string text = JsonText(ToJson(MakeRun("e", "v", 0, {1, 2})));
  EXPECT_EQ(ReadError(text), "none");
  EXPECT_NE(ReadError(text.substr(0, text.size() / 2)).find(": not JSON, or cut short at line"),
            std::string::npos);
  EXPECT_NE(ReadError("").find(": not JSON"), std::string::npos);
  EXPECT_EQ(ReadError("[1, 2]"), ": not a run log of gaitbench");
  EXPECT_EQ(ReadError("{\"schema\": \"other\"}"), ": not a run log of gaitbench");
  auto newer = ToJson(MakeRun("e", "v", 0, {1, 2}));
  newer["version"] = 2;
  EXPECT_EQ(ReadError(newer.dump()), ": run log of schema version 2, this program reads 1");
}

TEST_F(RunLogTest, DamagedContentsAreErrorsThatNameThePlace) {
  const auto error_with = [&](auto change) {
    auto json = ToJson(MakeRun("e", "v", 0, {1, 2}));
    change(json);
    return ReadError(json.dump());
  };
  EXPECT_EQ(error_with([](auto& json) { json.erase("seed"); }), ": seed is missing");
  EXPECT_EQ(error_with([](auto& json) { json["seed"] = "0"; }),
            ": seed: expected a whole number, got \"0\"");
  EXPECT_EQ(error_with([](auto& json) { json["columns"]["mean_return"][1] = "x"; }),
            ": columns.mean_return[1]: expected a number, null, \"inf\" or \"-inf\", got \"x\"");
  EXPECT_EQ(error_with([](auto& json) { json["columns"]["mean_return"] = {1}; }),
            ": columns.mean_return: expected 2 values as in the other columns, got 1");
  EXPECT_EQ(error_with([](auto& json) {
              for (int i = 0; i < 1000; ++i) json["columns"][std::to_string(i)] = {1, 2};
            }),
            ": columns: expected at most 1000 columns, got 1007");
  EXPECT_EQ(error_with([](auto& json) { json["columns"].erase("env_steps"); }),
            ": columns.env_steps is missing");
  EXPECT_EQ(error_with([](auto& json) { json["columns"]["env_steps"][1] = 1e300; }),
            ": columns.env_steps has a number that is no count");
  EXPECT_EQ(error_with([](auto& json) {
              for (auto& column : json["timing"]) column = {1};
            }),
            ": timing: expected 2 values as in the columns, got 1");
  EXPECT_EQ(error_with([](auto& json) { json["units"] = 7; }),
            ": units: expected an object, got 7");
  EXPECT_EQ(error_with([](auto& json) { json["units"]["env_steps"] = 7; }),
            ": units.env_steps: expected a string, got 7");
  EXPECT_EQ(error_with([](auto& json) { json["config"] = "x"; }),
            ": config: expected an object, got \"x\"");
  EXPECT_EQ(error_with([](auto& json) { json["num_iterations"] = 1; }), ": has 2 iterations of 1");
}

TEST_F(RunLogTest, ADirectoryIsReadInOrderOfEnvironmentVariantAndSeed) {
  for (const int64_t seed : {10, 9, 0}) Write(MakeRun("Hopper-v4", "ppo", seed, {1}));
  Write(MakeRun("Ant-v4", "trpo", 5, {1}));
  fs::create_directories(RunDirectory(directory_, "Hopper-v4", "trpo", 2));
  const std::vector<RunLog> logs = ReadRunLogs(directory_);
  ASSERT_EQ(logs.size(), 5u);
  EXPECT_EQ(logs[0].environment, "Ant-v4");
  EXPECT_EQ(logs[1].seed, 0);
  EXPECT_EQ(logs[2].seed, 9);
  EXPECT_EQ(logs[3].seed, 10);
  EXPECT_EQ(logs[4].variant, "trpo");  // begun, no log yet
  EXPECT_EQ(logs[4].num_recorded(), 0u);
}

TEST_F(RunLogTest, ALogOfAnotherRunThanItsFoldersIsRefused) {
  for (const char* variant : {"v", "/tmp/elsewhere", "../.."}) {
    fs::remove_all(directory_);
    WriteRunLog(MakeRun("e", variant, 0, {1}),
                RunDirectory(directory_, "e", "copy", 0) / "run.json");
    EXPECT_THROW(ReadRunLogs(directory_), ConfigError) << variant;
  }
}

TEST_F(RunLogTest, WhatWasChangedAfterwardsIsRefused) {
  const RunLog log = MakeRun("e", "v", 0, {1, 2});
  Write(log);
  const std::string text = ReadFile(RunDirectory(directory_, "e", "v", 0) / "run.json");
  ASSERT_EQ(ReadError(text), "none");
  EXPECT_EQ(ReadError(ParseJsonFile(text, "").dump()), "none");  // other white space
  std::string changed = text;
  changed[changed.find("[1.0,2.0]") + 1] = '3';
  EXPECT_NE(ReadError(changed).find(": does not agree with its content hash"), std::string::npos);
  EXPECT_TRUE((WriteFileAtomically(RunDirectory(directory_, "e", "v", 0) / "run.json",
                                   JsonText(ToJson(log))),
               ReadBack(log).unhashed));
}

TEST_F(RunLogTest, ADirectoryWithoutRunsIsAnError) {
  EXPECT_THROW(ReadRunLogs(directory_), ConfigError);
}

}  // namespace
}  // namespace gaitbench
