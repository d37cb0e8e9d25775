#include "bench/run/inventory.h"

#include <fstream>

#include <gtest/gtest.h>

#include "algos/run/checkpoint.h"
#include "results/log/atomic_file.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class InventoryTest : public testing::Test {
 protected:
  RunFolder Folder(size_t run) const { return RunFolder(home_, plan_.reporting[run]); }

  const InventoryItem& Find(const std::vector<InventoryItem>& items, size_t run) const {
    for (const InventoryItem& item : items) {
      if (item.folder == Folder(run).path()) return item;
    }
    throw std::logic_error("not in the inventory");
  }

  const Plan plan_ = SmallPlan();
  const fs::path home_ = EmptyDirectory("runs");
};

TEST_F(InventoryTest, TellsEachStateFromTheFiles) {
  TrainQuietly({plan_.reporting[0]}, {.directory = home_});
  const auto claim = RunClaim::Take(Folder(1), plan_.reporting[1]);
  gaitbench::Run stopped(plan_.reporting[2]);
  stopped.Iterate();
  fs::create_directories(Folder(2).path());
  WriteCheckpoint(stopped, Folder(2).checkpoint());
  fs::create_directories(Folder(3).path());
  Folder(3).NoteFailure("no room");
  fs::create_directories(Folder(4).path());
  std::ofstream(Folder(4).log()) << "{";
  RunSpec diverging = plan_.reporting[5];
  Change(diverging.settings, Diverging(), "test");
  TrainQuietly({diverging}, {.directory = home_});
  WriteFileAtomically(home_ / "study.json", StudyJson(SmallStudy()).dump());

  const std::vector<InventoryItem> items = TakeInventory(home_);
  ASSERT_EQ(items.size(), 8u);
  const std::vector<RunState> expected = {
      RunState::kDone,   RunState::kRunning,  RunState::kStopped, RunState::kFailed,
      RunState::kFailed, RunState::kDiverged, RunState::kWaiting, RunState::kWaiting};
  for (size_t run = 0; run < 8; ++run)
    EXPECT_EQ(WriteJson(Find(items, run).state), WriteJson(expected[run])) << run;
  EXPECT_EQ(Find(items, 2).iterations, 1);
  EXPECT_EQ(Find(items, 2).num_iterations, 4);
  EXPECT_EQ(Find(items, 3).reason, "no room");
  EXPECT_NE(Find(items, 4).reason.find("cut short"), std::string::npos);
}

TEST_F(InventoryTest, IsInTheOrderOfTheStudy) {
  nlohmann::json json = SmallStudyJson();
  std::swap(json["variants"][0], json["variants"][1]);
  fs::create_directories(Folder(0).path());  // of ppo, which comes second
  WriteFileAtomically(home_ / "study.json", json.dump());
  const std::vector<InventoryItem> items = ListInventory(home_);
  ASSERT_EQ(items.size(), 8u);
  EXPECT_EQ(items.front().variant, "trpo");
  EXPECT_EQ(items.back().variant, "ppo");
}

TEST_F(InventoryTest, ARunThatCannotBeReadHidesNoOther) {
  TrainQuietly({plan_.reporting[0]}, {.directory = home_});
  fs::create_directories(Folder(1).path());
  fs::create_symlink(Folder(1).log(), Folder(1).log());
  const std::vector<InventoryItem> items = TakeInventory(home_);
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(WriteJson(Find(items, 0).state), "done");
  EXPECT_EQ(WriteJson(Find(items, 1).state), "failed");
  EXPECT_EQ(Find(items, 1).reason,
            Folder(1).log().string() + ": Too many levels of symbolic links");
}

TEST_F(InventoryTest, RunsOfAnotherStudyAreMarked) {
  RunSpec other = plan_.reporting[0];
  other.seed = 99;
  TrainQuietly({plan_.reporting[0], other}, {.directory = home_});
  EXPECT_EQ(RunsNotIn(plan_, home_), std::vector<std::string>{"runs/Hopper-v4/ppo/seed_99"});
  WriteFileAtomically(home_ / "study.json", StudyJson(SmallStudy()).dump());
  for (const InventoryItem& item : TakeInventory(home_)) EXPECT_EQ(item.in_study, item.seed != 99);
}

TEST_F(InventoryTest, WithoutAStudyTheFoldersSpeakForThemselves) {
  TrainQuietly({plan_.reporting[0]}, {.directory = home_});
  const std::vector<InventoryItem> items = TakeInventory(home_);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_TRUE(items[0].in_study);
}

}  // namespace
}  // namespace gaitbench
