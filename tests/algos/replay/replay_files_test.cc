#include "algos/replay/replay_files.h"

#include <gtest/gtest.h>

#include <array>

#include "results/log/atomic_file.h"
#include "results/log/config_error.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class ReplayFilesTest : public testing::Test {
 protected:
  static constexpr int64_t kCapacity = 10;

  ReplayFilesTest()
      : folder(fs::path(testing::TempDir()) / "replay_files" /
               testing::UnitTest::GetInstance()->current_test_info()->name()),
        buffer(kCapacity, 1, 1) {
    fs::remove_all(folder);
    buffer.Start(std::array{0.0f});
  }
  ~ReplayFilesTest() override { fs::remove_all(folder); }

  void Steps(int count) {
    for (int i = 0; i < count; ++i) {
      const auto n = static_cast<float>(buffer.num_added());
      const bool ended = buffer.num_added() % 4 == 3;
      buffer.Add(std::array{n}, n, ended ? EpisodeEnd::kTruncated : EpisodeEnd::kNone,
                 std::array{n + 0.5f});
      if (ended) buffer.Start(std::array{-n});
    }
  }

  // What is kept, each env step by its action and what follows it.
  static std::vector<float> Kept(const ReplayBuffer& of) {
    std::vector<float> kept;
    ReplayBatch batch(1, 1, 1);
    for (int64_t i = of.first(); i < of.num_added(); ++i) {
      of.Read(i, 1, 0.9, 0, batch);
      for (float value : {batch.observation[0], batch.action[0], batch.reward[0]})
        kept.push_back(value);
      if (i + 1 < of.num_added()) kept.push_back(batch.next_observation[0]);
    }
    return kept;
  }
  std::vector<float> KeptOf(ReplayFiles saved) const {
    ReplayBuffer read(kCapacity, 1, 1);
    saved.Read(folder, read);
    return Kept(read);
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }
  std::string ErrorOf(const ReplayFiles& saved) const {
    try {
      KeptOf(saved);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "none";
  }

  fs::path folder;
  ReplayBuffer buffer;
  ReplayFiles files;
};

TEST_F(ReplayFilesTest, EachStepIsWrittenOnceAndReadBack) {
  for (int count : {3, 0, 5, 1, 12, 4}) {
    Steps(count);
    files.Append(buffer, folder);
    EXPECT_EQ(KeptOf(files), Kept(buffer));
  }
}

TEST_F(ReplayFilesTest, WhatIsWrittenIsNotWrittenAgain) {
  Steps(3);
  files.Append(buffer, folder);
  const fs::path first = folder / Names()[0];
  const std::string bytes = ReadFile(first);
  WriteFileAtomically(first, "changed");
  Steps(2);
  files.Append(buffer, folder);
  EXPECT_EQ(ReadFile(first), "changed");
  EXPECT_NE(ErrorOf(files).find("is not the part that the checkpoint was written with"),
            std::string::npos);
  WriteFileAtomically(first, bytes);
  EXPECT_EQ(KeptOf(files), Kept(buffer));
}

TEST_F(ReplayFilesTest, FilesThatNoCheckpointNeedsGo) {
  for (int i = 0; i < 10; ++i) {
    Steps(4);
    files.Append(buffer, folder);
  }
  // steps 30 to 39 are kept, and 26 to 35 were at the checkpoint before
  EXPECT_EQ(Names(), (std::vector<std::string>{
                         "replay_000000000024.safetensors", "replay_000000000028.safetensors",
                         "replay_000000000032.safetensors", "replay_000000000036.safetensors"}));
}

// killed between the files and the checkpoint: the one before still goes on, and writes over them
TEST_F(ReplayFilesTest, FilesAheadOfTheCheckpointDoNoHarm) {
  Steps(7);
  files.Append(buffer, folder);
  const ReplayFiles at_checkpoint = files;
  const std::vector<float> kept = Kept(buffer);
  Steps(9);
  files.Append(buffer, folder);
  EXPECT_EQ(KeptOf(at_checkpoint), kept);

  ReplayFiles resumed = at_checkpoint;
  ReplayBuffer read(kCapacity, 1, 1);
  resumed.Read(folder, read);
  read.Start(std::array{1000.0f});
  read.Add(std::array{1.0f}, 1, EpisodeEnd::kTerminated, std::array{0.0f});
  resumed.Append(read, folder);
  EXPECT_EQ(KeptOf(resumed), Kept(read));
}

TEST_F(ReplayFilesTest, AMissingOrFlippedFileIsASentence) {
  Steps(3);
  files.Append(buffer, folder);
  Steps(3);
  files.Append(buffer, folder);
  const fs::path last = folder / Names()[1];
  std::string bytes = ReadFile(last);
  bytes[bytes.size() - 1] = static_cast<char>(bytes[bytes.size() - 1] ^ 1);
  WriteFileAtomically(last, bytes);
  EXPECT_NE(ErrorOf(files).find("is not the part"), std::string::npos);
  fs::remove(last);
  EXPECT_NE(ErrorOf(files).find("cannot be read"), std::string::npos);
}

}  // namespace
}  // namespace gaitbench
