#include "bench/run/run_folder.h"

#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class RunFolderTest : public testing::Test {
 protected:
  const RunSpec run_ = SmallPlan().reporting.front();
  const RunFolder folder_{EmptyDirectory("runs"), run_};
};

TEST_F(RunFolderTest, OneClaimAtATime) {
  EXPECT_FALSE(RunClaim::IsHeld(folder_));
  {
    const auto claim = RunClaim::Take(folder_);
    EXPECT_TRUE(claim);
    EXPECT_FALSE(RunClaim::Take(folder_));
    EXPECT_TRUE(RunClaim::IsHeld(folder_));
  }
  EXPECT_FALSE(RunClaim::IsHeld(folder_));
  EXPECT_TRUE(RunClaim::Take(folder_));
}

TEST_F(RunFolderTest, AsksForAClaimWithoutTakingIt) {
  { const auto claim = RunClaim::Take(folder_); }
  EXPECT_FALSE(RunClaim::IsHeld(folder_));
  EXPECT_TRUE(RunClaim::Take(folder_));
}

TEST_F(RunFolderTest, ADeadProcessHoldsNoClaim) {
  int told[2];
  ASSERT_EQ(pipe(told), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto claim = RunClaim::Take(folder_);
    if (write(told[1], "x", 1) == 1) pause();
    _exit(0);
  }
  char byte;
  ASSERT_EQ(read(told[0], &byte, 1), 1);
  EXPECT_TRUE(RunClaim::IsHeld(folder_));
  EXPECT_FALSE(RunClaim::Take(folder_));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(RunClaim::Take(folder_));
}

TEST_F(RunFolderTest, AClaimRemovesWhatAKilledProcessLeft) {
  fs::create_directories(folder_.path());
  std::ofstream(folder_.path() / ".run.json.123.0.tmp") << "half";
  const auto claim = RunClaim::Take(folder_);
  EXPECT_FALSE(fs::exists(folder_.path() / ".run.json.123.0.tmp"));
}

TEST_F(RunFolderTest, ALogWithoutANewerSettingDiffersOnlyWhereThatIsNotAtItsDefault) {
  RunLog log;
  log.config = ConfigJson(run_.settings);
  log.num_iterations = run_.num_iterations;
  log.environment_options = run_.environment_options;
  log.config.erase("shared_trunk");
  log.config.erase("min_std");
  EXPECT_EQ(RunFolder::Difference(log, run_), "");
  RunSpec other = run_;
  Change(other.settings, {{"min_std", 0.1}}, "test");
  EXPECT_EQ(RunFolder::Difference(log, other), "min_std (0.0 there, 0.1 asked for)");
  log.config["of_another_program"] = 1;
  EXPECT_EQ(RunFolder::Difference(log, run_), "of_another_program (1 there, not asked for)");
}

TEST_F(RunFolderTest, AFailureIsNotedUntilTheNextTry) {
  folder_.NoteFailure("no room");
  EXPECT_TRUE(fs::exists(folder_.failure()));
  const auto claim = RunClaim::Take(folder_);
  EXPECT_FALSE(fs::exists(folder_.failure()));
}

}  // namespace
}  // namespace gaitbench
