#include "results/log/atomic_file.h"

#include <sys/stat.h>

#include <fstream>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class AtomicFileTest : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(directory_); }
  void TearDown() override { fs::remove_all(directory_); }

  std::string WriteError(const fs::path& path) {
    try {
      WriteFileAtomically(path, "text");
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "none";
  }

  const fs::path directory_ = fs::path(testing::TempDir()) / "atomic_file_test";
};

TEST_F(AtomicFileTest, WritesIntoDirectoriesThatDoNotExistYet) {
  WriteFileAtomically(directory_ / "a/b/file", "text");
  EXPECT_EQ(ReadFile(directory_ / "a/b/file"), "text");
}

TEST_F(AtomicFileTest, ReplacesAndLeavesNothingElseBehind) {
  WriteFileAtomically(directory_ / "file", "old and longer");
  WriteFileAtomically(directory_ / "file", "new");
  EXPECT_EQ(ReadFile(directory_ / "file"), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), {}), 1);
}

TEST_F(AtomicFileTest, AFullDiskIsOneSentenceAndKeepsTheOldFile) {
  // /dev/full refuses every write; a directory cannot be made there, a file neither
  EXPECT_NE(WriteError("/dev/full/file").find("cannot write /dev/full/file: "), std::string::npos);
  EXPECT_NE(WriteError("/proc/version").find("cannot write /proc/version: "), std::string::npos);
}

TEST_F(AtomicFileTest, ADirectoryInTheWayIsAnErrorAndNoTemporaryStays) {
  fs::create_directories(directory_ / "file/inside");
  EXPECT_NE(WriteError(directory_ / "file"), "none");
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), {}), 1);
}

TEST_F(AtomicFileTest, ConcurrentWritersLeaveOneWholeFile) {
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&, i] {
      for (int repeat = 0; repeat < 20; ++repeat)
        WriteFileAtomically(directory_ / "file", std::string(10'000, static_cast<char>('a' + i)));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string contents = ReadFile(directory_ / "file");
  EXPECT_EQ(contents, std::string(10'000, contents[0]));
}

TEST_F(AtomicFileTest, WhatAKilledWriterLeftIsNotInTheWayAndIsRemovedInTime) {
  WriteFileAtomically(directory_ / "file", "text");
  const fs::path stale = directory_ / ".file.1.0.tmp", young = directory_ / ".file.2.0.tmp",
                 other = directory_ / ".another.1.0.tmp";
  for (const fs::path& path : {stale, young, other}) std::ofstream(path) << "half";
  for (const fs::path& path : {stale, other})
    fs::last_write_time(path, fs::last_write_time(young) - std::chrono::hours(2));
  WriteFileAtomically(directory_ / "file", "new");
  EXPECT_EQ(ReadFile(directory_ / "file"), "new");
  EXPECT_FALSE(fs::exists(stale));
  EXPECT_TRUE(fs::exists(young));  // its writer may be at work
  EXPECT_TRUE(fs::exists(other));
}

TEST_F(AtomicFileTest, ALinkIsReplacedAndNotFollowed) {
  WriteFileAtomically(directory_ / "target", "of somebody else");
  fs::create_symlink(directory_ / "target", directory_ / "file");
  WriteFileAtomically(directory_ / "file", "text");
  EXPECT_EQ(ReadFile(directory_ / "target"), "of somebody else");
  EXPECT_FALSE(fs::is_symlink(directory_ / "file"));
}

TEST_F(AtomicFileTest, PipesAndDevicesDoNotKeepAReaderWaiting) {
  fs::create_directories(directory_);
  const fs::path pipe = directory_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0644), 0);
  EXPECT_EQ(ReadFile(pipe), "");  // nobody writes into it
  EXPECT_THROW(ReadFile("/dev/zero"), ConfigError);
}

TEST_F(AtomicFileTest, SaysWhyADirectoryIsNotWritable) {
  EXPECT_NO_THROW(CheckWritable("--out", directory_ / "new/one"));
  EXPECT_TRUE(fs::is_empty(directory_ / "new/one"));
  try {
    CheckWritable("--out", "/proc/nothing");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(), "--out: cannot be written (No such file or directory)");
  }
}

TEST_F(AtomicFileTest, UnreadableFilesNamePathAndReason) {
  EXPECT_THROW(ReadFile(directory_ / "absent"), ConfigError);
  fs::create_directories(directory_);
  EXPECT_THROW(ReadFile(directory_), ConfigError);
}

}  // namespace
}  // namespace gaitbench
