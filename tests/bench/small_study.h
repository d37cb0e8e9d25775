// Studies whose runs take milliseconds, and what their logs say.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bench/run/run_folder.h"
#include "bench/run/runner.h"
#include "bench/study/plan.h"
#include "bench/study/study.h"

namespace gaitbench {

inline nlohmann::json SmallStudyJson() {
  return {
      {"study", "small"},
      {"environments", {"Hopper-v4"}},
      {"seeds", {{"first", 0}, {"count", 4}}},
      {"iterations", 4},
      {"base",
       {{"preset", "ppo"},
        {"switches",
         {{"horizon", 64},
          {"policy_epochs", 2},
          {"value_epochs", 2},
          {"policy_minibatches", 2},
          {"value_minibatches", 2}}}}},
      {"variants", {{{"name", "ppo"}}, {{"name", "trpo"}, {"switches", {{"step_rule", "trpo"}}}}}}};
}

inline Study SmallStudy() { return StudyFromJson(SmallStudyJson(), "small"); }

inline Plan SmallPlan() { return MakePlan(SmallStudy(), "small"); }

// Settings whose value function overflows in the first iteration.
inline nlohmann::json Diverging() {
  return {{"activation", "leaky_relu"},
          {"value_hidden_sizes", std::vector<int64_t>(30, 16)},
          {"value_learning_rate", 10}};
}

// A directory of the test's own, which is empty.
inline std::filesystem::path EmptyDirectory(const std::string& name) {
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "gaitbench" /
                                     test->test_suite_name() / test->name() / name;
  std::filesystem::remove_all(path);
  return path;
}

inline RunnerOutcome TrainQuietly(const std::vector<RunSpec>& runs, const RunnerOptions& options) {
  return TrainAll(runs, options, [](const Progress&) {}).outcome;
}

// Every result column of every run, as text that keeps each bit.
inline std::vector<std::string> Results(const std::vector<RunSpec>& runs,
                                        const std::filesystem::path& directory) {
  std::vector<std::string> results;
  for (const RunSpec& run : runs) {
    const std::optional<RunLog> log = RunFolder(directory, run).FinishedLog(run);
    results.push_back(log ? ToJson(*log)["columns"].dump() : "not finished");
  }
  return results;
}

// Runs that two workers train, and stop and resume in the middle, have the same bits.
inline void ExpectStoppedAndResumedAreTheSame(const std::vector<RunSpec>& runs) {
  const std::filesystem::path whole = EmptyDirectory("whole"), stopped = EmptyDirectory("stopped");
  EXPECT_EQ(TrainQuietly(runs, {.directory = whole, .num_workers = 2}), RunnerOutcome::kDone);

  std::atomic<bool> stop = false;
  const RunnerOptions until_stopped = {
      .directory = stopped, .num_workers = 2, .stop = &stop, .seconds_between_reports = 1e-3};
  const auto stop_once_begun = [&](const Progress& progress) {
    if (progress.env_steps_taken > 0) stop = true;
  };
  EXPECT_EQ(TrainAll(runs, until_stopped, stop_once_begun).outcome, RunnerOutcome::kStopped);
  EXPECT_NE(Results(runs, stopped), Results(runs, whole));
  EXPECT_EQ(TrainQuietly(runs, {.directory = stopped, .num_workers = 2}), RunnerOutcome::kDone);
  EXPECT_EQ(Results(runs, stopped), Results(runs, whole));
}

// The message of the ConfigError that `call` throws.
template <class Call>
std::string ErrorOf(const Call& call) {
  try {
    call();
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace gaitbench
