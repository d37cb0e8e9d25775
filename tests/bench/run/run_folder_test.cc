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
    const auto claim = RunClaim::Take(folder_, run_);
    EXPECT_TRUE(claim);
    EXPECT_FALSE(RunClaim::Take(folder_, run_));
    EXPECT_TRUE(RunClaim::IsHeld(folder_));
  }
  EXPECT_FALSE(RunClaim::IsHeld(folder_));
  EXPECT_TRUE(RunClaim::Take(folder_, run_));
}

TEST_F(RunFolderTest, AsksForAClaimWithoutTakingIt) {
  { const auto claim = RunClaim::Take(folder_, run_); }
  EXPECT_FALSE(RunClaim::IsHeld(folder_));
  EXPECT_TRUE(RunClaim::Take(folder_, run_));
}

TEST_F(RunFolderTest, ADeadProcessHoldsNoClaim) {
  int told[2];
  ASSERT_EQ(pipe(told), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto claim = RunClaim::Take(folder_, run_);
    if (write(told[1], "x", 1) == 1) pause();
    _exit(0);
  }
  char byte;
  ASSERT_EQ(read(told[0], &byte, 1), 1);
  EXPECT_TRUE(RunClaim::IsHeld(folder_));
  EXPECT_FALSE(RunClaim::Take(folder_, run_));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(RunClaim::Take(folder_, run_));
}

TEST_F(RunFolderTest, AClaimRemovesWhatAKilledProcessLeft) {
  fs::create_directories(folder_.path());
  std::ofstream(folder_.path() / ".run.json.123.0.tmp") << "half";
  const auto claim = RunClaim::Take(folder_, run_);
  EXPECT_FALSE(fs::exists(folder_.path() / ".run.json.123.0.tmp"));
}

TEST_F(RunFolderTest, AClaimSaysWithWhichSettings) {
  EXPECT_EQ(RunClaim::HeldDifference(folder_, run_), "");
  RunSpec other = run_;
  Change(other.settings, {{"clip_range", 0.3}}, "test");
  {
    const auto claim = RunClaim::Take(folder_, run_);
    EXPECT_EQ(RunClaim::HeldDifference(folder_, run_), "");
    EXPECT_EQ(RunClaim::HeldDifference(folder_, other), "clip_range (0.2 there, 0.3 asked for)");
  }
  EXPECT_EQ(RunClaim::HeldDifference(folder_, other), "");
}

TEST_F(RunFolderTest, AClaimIsNoLink) {
  fs::create_directories(folder_.path());
  fs::create_symlink(folder_.path() / "elsewhere", folder_.claim());
  EXPECT_THROW(RunClaim::Take(folder_, run_), std::runtime_error);
  EXPECT_FALSE(fs::exists(folder_.path() / "elsewhere"));
}

TEST_F(RunFolderTest, AFailureIsNotedUntilTheNextTry) {
  folder_.NoteFailure("no room");
  EXPECT_TRUE(fs::exists(folder_.failure()));
  const auto claim = RunClaim::Take(folder_, run_);
  EXPECT_FALSE(fs::exists(folder_.failure()));
}

}  // namespace
}  // namespace gaitbench
