#include "bench/run/runner.h"

#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "algos/run/checkpoint.h"
#include "results/log/atomic_file.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

class RunnerTest : public testing::Test {
 protected:
  // The runs trained in one go by one worker.
  std::vector<std::string> Undisturbed() {
    EXPECT_EQ(TrainQuietly(runs_, {.directory = home_}), RunnerOutcome::kDone);
    return Results(runs_, home_);
  }

  const std::vector<RunSpec> runs_ = SmallPlan().reporting;
  const fs::path home_ = EmptyDirectory("undisturbed"), other_ = EmptyDirectory("other");
};

TEST_F(RunnerTest, WorkersDoNotChangeABit) {
  const auto expected = Undisturbed();
  for (int64_t workers : {2, 5}) {
    fs::remove_all(other_);
    TrainQuietly(runs_, {.directory = other_, .num_workers = workers});
    EXPECT_EQ(Results(runs_, other_), expected) << workers;
  }
}

TEST_F(RunnerTest, ALogSaysWhatItsPhysicsLeftOut) {
  RunSpec run = runs_.front();
  for (const bool exact_savings : {true, false}) {
    run.environment_options["exact_savings"] = exact_savings;
    fs::remove_all(other_);
    TrainQuietly({run}, {.directory = other_});
    const auto log = RunFolder(other_, run).FinishedLog(run);
    ASSERT_TRUE(log);
    EXPECT_NE(log->provenance.at("exact_savings").empty(), exact_savings);
  }
}

TEST_F(RunnerTest, RunsAloneHaveTheSameBits) {
  const auto expected = Undisturbed();
  for (size_t i = runs_.size(); i-- > 0;) TrainQuietly({runs_[i]}, {.directory = other_});
  EXPECT_EQ(Results(runs_, other_), expected);
}

TEST_F(RunnerTest, StoppedAtEachIterationAndResumedHasTheSameBits) {
  const auto expected = Undisturbed();
  const std::atomic<bool> stop = true;
  int64_t goes = 0;
  for (const RunSpec& run : runs_) {
    const RunFolder folder(other_, run);
    while (!folder.FinishedLog(run)) {
      {  // as the runner does when a signal comes in the first iteration
        gaitbench::Run training = folder.Open(run, 1);
        training.Iterate();
        if (training.finished()) {
          folder.Finish(training, nlohmann::ordered_json::object());
        } else {
          WriteCheckpoint(training, folder.checkpoint());
        }
      }
      ++goes;
    }
  }
  EXPECT_EQ(goes, 4 * 8);
  EXPECT_EQ(Results(runs_, other_), expected);
  EXPECT_EQ(TrainQuietly(runs_, {.directory = other_, .stop = &stop}), RunnerOutcome::kStopped);
}

TEST_F(RunnerTest, StoppingSavesWhatWasBegun) {
  const auto expected = Undisturbed();
  std::vector<RunSpec> longer = runs_;
  for (RunSpec& run : longer) run.num_iterations = 400;
  std::atomic<bool> stop = false;
  const auto outcome = TrainAll(
      longer,
      {.directory = other_, .num_workers = 2, .stop = &stop, .seconds_between_reports = 0.02},
      [&](const Progress& progress) { stop = progress.env_steps_taken > 0; });
  EXPECT_EQ(outcome.outcome, RunnerOutcome::kStopped);
  EXPECT_TRUE(fs::exists(RunFolder(other_, longer[0]).checkpoint()));
}

TEST_F(RunnerTest, FrequentCheckpointsDoNotChangeABit) {
  const auto expected = Undisturbed();
  TrainQuietly(runs_, {.directory = other_, .seconds_between_checkpoints = 0});
  EXPECT_EQ(Results(runs_, other_), expected);
  EXPECT_FALSE(fs::exists(RunFolder(other_, runs_[0]).checkpoint()));
}

TEST_F(RunnerTest, FinishedRunsAreLeftAlone) {
  Undisturbed();
  const auto written = fs::last_write_time(RunFolder(home_, runs_[0]).log());
  Progress last;
  TrainAll(runs_, {.directory = home_}, [&](const Progress& progress) { last = progress; });
  EXPECT_EQ(last.num_runs_there, 8);
  EXPECT_EQ(last.env_steps_taken, 0);
  EXPECT_EQ(fs::last_write_time(RunFolder(home_, runs_[0]).log()), written);
}

TEST_F(RunnerTest, ARunWithOtherSettingsIsRefusedBeforeAnythingIsTrained) {
  Undisturbed();
  std::vector<RunSpec> edited = runs_;
  Change(edited[1].settings, {{"clip_range", 0.3}}, "test");
  edited[2].num_iterations = 9;
  edited.push_back(edited[0]);
  edited.back().seed = 77;
  const std::string error = ErrorOf([&] { TrainQuietly(edited, {.directory = home_}); });
  EXPECT_NE(error.find("2 runs are not what is asked for"), std::string::npos) << error;
  EXPECT_NE(error.find("seed_1 differs in clip_range (0.2 there, 0.3 asked for)"),
            std::string::npos)
      << error;
  EXPECT_NE(error.find("seed_2 differs in iterations (4 there, 9 asked for)"), std::string::npos);
  EXPECT_FALSE(fs::exists(RunFolder(home_, edited.back()).path()));
}

TEST_F(RunnerTest, ADamagedLogOrCheckpointIsRefusedAndStays) {
  Undisturbed();
  const RunFolder folder(home_, runs_[0]);
  const std::string log = ReadFile(folder.log());
  std::ofstream(folder.log()) << log.substr(0, log.size() / 2);
  EXPECT_NE(ErrorOf([&] {
              TrainQuietly(runs_, {.directory = home_});
            }).find(folder.log().string() + ": not JSON, or cut short"),
            std::string::npos);
  EXPECT_EQ(ReadFile(folder.log()).size(), log.size() / 2);

  fs::remove(folder.log());
  gaitbench::Run training(runs_[0]);
  training.Iterate();
  WriteCheckpoint(training, folder.checkpoint());
  const std::string checkpoint = ReadFile(folder.checkpoint());
  std::ofstream(folder.checkpoint()) << checkpoint.substr(0, checkpoint.size() - 100);
  EXPECT_NE(ErrorOf([&] {
              TrainQuietly(runs_, {.directory = home_});
            }).find(folder.checkpoint().string()),
            std::string::npos);

  std::string version_9 = checkpoint;
  const size_t version = version_9.find("\"version\":\"");
  ASSERT_NE(version, std::string::npos);
  version_9[version + 11] = '9';
  version_9.replace(version_9.find(kContentHash), 4, "none");
  std::ofstream(folder.checkpoint()) << version_9;
  EXPECT_NE(ErrorOf([&] {
              TrainQuietly(runs_, {.directory = home_});
            }).find("is a checkpoint of version \"9\""),
            std::string::npos);
  EXPECT_EQ(ReadFile(folder.checkpoint()), version_9);
}

TEST_F(RunnerTest, ADirectoryThatCannotBeWrittenIsWrongInput) {
  std::ofstream(fs::path(testing::TempDir()) / "gaitbench_file") << "in the way";
  const fs::path below_a_file = fs::path(testing::TempDir()) / "gaitbench_file" / "out";
  EXPECT_NE(ErrorOf([&] {
              TrainQuietly(runs_, {.directory = below_a_file});
            }).find("--out " + below_a_file.string() + ": cannot be written"),
            std::string::npos);
}

TEST_F(RunnerTest, ARunThatIsClaimedIsLeftToItsOwner) {
  const auto claim = RunClaim::Take(RunFolder(other_, runs_[0]), runs_[0]);
  ASSERT_TRUE(claim);
  EXPECT_EQ(TrainQuietly(runs_, {.directory = other_}), RunnerOutcome::kElsewhere);
  EXPECT_FALSE(RunFolder(other_, runs_[0]).FinishedLog(runs_[0]));
  EXPECT_TRUE(RunFolder(other_, runs_[1]).FinishedLog(runs_[1]));
}

TEST_F(RunnerTest, ARunThatIsClaimedWithOtherSettingsIsAnError) {
  RunSpec theirs = runs_[0];
  Change(theirs.settings, {{"clip_range", 0.3}}, "test");
  const auto claim = RunClaim::Take(RunFolder(other_, theirs), theirs);
  ASSERT_TRUE(claim);
  bool begun = false;
  const std::string error = ErrorOf([&] {
    TrainQuietly({runs_[0]}, {.directory = other_, .before_training = [&] { begun = true; }});
  });
  EXPECT_NE(error.find("another process trains another study there"), std::string::npos) << error;
  EXPECT_NE(error.find("clip_range (0.3 there, 0.2 asked for)"), std::string::npos) << error;
  EXPECT_FALSE(begun);  // their study.json stays
}

TEST_F(RunnerTest, TwoStudiesAtOnceDoNotBothEndWell) {
  std::vector<RunSpec> others = runs_;
  for (RunSpec& run : others) Change(run.settings, {{"clip_range", 0.3}}, "test");
  std::string theirs;
  std::jthread second(
      [&] { theirs = ErrorOf([&] { TrainQuietly(others, {.directory = other_}); }); });
  const std::string ours = ErrorOf([&] { TrainQuietly(runs_, {.directory = other_}); });
  second.join();
  EXPECT_TRUE(ours != "no error" || theirs != "no error");
  EXPECT_NE((ours + theirs).find("asked for)"), std::string::npos) << ours << theirs;
}

TEST_F(RunnerTest, ARunThatItsOwnerEndsMeanwhileIsDone) {
  auto claim = RunClaim::Take(RunFolder(other_, runs_[0]), runs_[0]);
  const auto end_it = [&](const Progress& progress) {
    if (!claim || progress.num_runs_elsewhere == 0) return;
    claim.reset();
    TrainQuietly({runs_[0]}, {.directory = other_});
  };
  EXPECT_EQ(TrainAll(runs_, {.directory = other_}, end_it).outcome, RunnerOutcome::kDone);
  EXPECT_FALSE(claim);
}

TEST_F(RunnerTest, TwoAtOnceShareTheWork) {
  const auto expected = Undisturbed();
  std::jthread second([&] { TrainQuietly(runs_, {.directory = other_}); });
  TrainQuietly(runs_, {.directory = other_});
  second.join();
  EXPECT_EQ(Results(runs_, other_), expected);
}

TEST_F(RunnerTest, WhereWritingFailsTheReasonIsSaidAndTheRestStays) {
  TrainQuietly({runs_[0]}, {.directory = other_});
  const RunFolder in_the_way(other_, runs_[1]);  // a directory under the log's name
  fs::create_directories(in_the_way.policy() / "x");
  try {
    TrainQuietly({runs_[0], runs_[1]}, {.directory = other_});
    FAIL();
  } catch (const std::runtime_error& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("cannot write " + in_the_way.policy().string()), std::string::npos)
        << message;
    EXPECT_NE(message.find("what was saved before is intact"), std::string::npos) << message;
    EXPECT_EQ(message.find("make room"), std::string::npos) << message;  // the disk is not full
  }
  EXPECT_TRUE(RunFolder(other_, runs_[0]).FinishedLog(runs_[0]));
  EXPECT_TRUE(fs::exists(in_the_way.failure()));
}

// as a run leaves it that is killed after its log was written
TEST_F(RunnerTest, ACheckpointBesideAFinishedRunIsRemoved) {
  TrainQuietly({runs_[0]}, {.directory = other_});
  const fs::path checkpoint = RunFolder(other_, runs_[0]).checkpoint();
  const fs::path parts = fs::path(checkpoint).replace_extension("parts");
  fs::create_directories(parts / "x");
  std::ofstream(checkpoint) << "x";
  TrainQuietly({runs_[0]}, {.directory = other_});
  EXPECT_FALSE(fs::exists(checkpoint));
  EXPECT_FALSE(fs::exists(parts));
}

TEST_F(RunnerTest, ADivergedRunIsRecordedAndItsNeighboursGoOn) {
  const auto expected = Undisturbed();
  std::vector<RunSpec> runs = runs_;
  Change(runs[0].settings, Diverging(), "test");
  EXPECT_EQ(TrainQuietly(runs, {.directory = other_, .num_workers = 2}), RunnerOutcome::kDone);
  EXPECT_TRUE(RunFolder(other_, runs[0]).FinishedLog(runs[0])->diverged);
  const auto results = Results(runs, other_);
  EXPECT_TRUE(std::equal(results.begin() + 1, results.end(), expected.begin() + 1));
}

}  // namespace
}  // namespace gaitbench
