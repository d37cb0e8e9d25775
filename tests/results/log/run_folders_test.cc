#include "results/log/run_folders.h"

#include <gtest/gtest.h>

#include "results/log/config_error.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class RunFoldersTest : public testing::Test {
 protected:
  RunFoldersTest() : directory_(testing::TempDir() + "/run_folders_test") {
    fs::remove_all(directory_);
  }
  ~RunFoldersTest() override { fs::remove_all(directory_); }

  const fs::path directory_;
};

TEST_F(RunFoldersTest, WhatIsMadeIsFound) {
  for (const int64_t seed : {12, 3})
    fs::create_directories(RunDirectory(directory_, "Hopper-v4", "ppo", seed));
  fs::create_directories(RunDirectory(directory_, "Ant-v4", "trpo", 0));
  const std::vector<FoundRun> runs = FindRuns(directory_);
  ASSERT_EQ(runs.size(), 3u);
  EXPECT_EQ(runs[0].environment, "Ant-v4");
  EXPECT_EQ(runs[0].variant, "trpo");
  EXPECT_EQ(runs[0].seed, 0);
  EXPECT_EQ(runs[1].seed, 12);
  EXPECT_EQ(runs[2].seed, 3);
  EXPECT_EQ(runs[2].folder, directory_ / "runs/Hopper-v4/ppo/seed_3");
}

TEST_F(RunFoldersTest, OtherNamesAreLeftAlone) {
  for (const char* folder :
       {"Hopper-v4/ppo/seed_", "Hopper-v4/ppo/seed_1x", "Hopper-v4/ppo/notes",
        "Hopper-v4/ppo/seed_01", "Hopper-v4/ppo/seed_-1", "Hopper-v4/ppo/seed_99999999999999999999",
        "Hopper-v4/.hidden/seed_1", ".write_test.12/ppo/seed_1"})
    fs::create_directories(directory_ / "runs" / folder);
  EXPECT_TRUE(FindRuns(directory_).empty());
}

TEST_F(RunFoldersTest, ANameThatNoVariantHasIsAnError) {
  fs::create_directories(directory_ / "runs/Hopper-v4/p po/seed_1");
  EXPECT_THROW(FindRuns(directory_), ConfigError);
}

TEST_F(RunFoldersTest, ALinkThatLeadsNowhereIsAnError) {
  const fs::path folder = RunDirectory(directory_, "Hopper-v4", "ppo", 0);
  fs::create_directories(folder.parent_path());
  for (const fs::path& target : {folder, directory_ / "unmounted"}) {
    fs::create_symlink(target, folder);
    EXPECT_THROW(FindRuns(directory_), ConfigError);
    fs::remove(folder);
  }
}

TEST_F(RunFoldersTest, NamesAreThoseOfOneFolder) {
  for (const char* name : {"ppo", "Hopper-v4", "a+b=0.5_c", "a.."})
    EXPECT_NO_THROW(CheckName(name, "")) << name;
  for (const char* name : {"", ".", "..", ".hidden", "/tmp/x", "a/b", "a b", "a\n", "\x1b[2J"})
    EXPECT_THROW(CheckName(name, ""), ConfigError) << name;
  EXPECT_THROW(CheckName(std::string(201, 'a'), ""), ConfigError);
}

TEST_F(RunFoldersTest, WithoutRunsItSaysWhatCannotBeRead) {
  try {
    FindRuns(directory_);
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.where(), (directory_ / "runs").string());
  }
}

}  // namespace
}  // namespace gaitbench
