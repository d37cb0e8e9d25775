#include "bench/run/slurm.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(SlurmTest, TasksAreListedAsRanges) {
  EXPECT_EQ(ArrayIndices({0, 1, 2, 5, 7, 8}), "0-2,5,7-8");
  EXPECT_EQ(ArrayIndices({4}), "4");
}

TEST(SlurmTest, TimesHaveSixForms) {
  for (const std::string& time : {std::string(1'000'000, '1'), std::string(1'000'000, '1') + ":30"})
    EXPECT_TRUE(IsSlurmTime(time)) << time.size();  // Slurm knows its longest
  for (const char* time : {"90", "90:30", "2:00:00", "1-12", "1-12:30", "1-12:30:15"})
    EXPECT_TRUE(IsSlurmTime(time)) << time;
  for (const char* time :
       {"", "banana", "1h", "1:2:3:4", "1-", "-1", "1-2-3", "1:", ":1", "1::2", "--1", " 90"})
    EXPECT_FALSE(IsSlurmTime(time)) << time;
}

TEST(SlurmTest, TheScriptSaysWhatTheRequestSays) {
  const SubmitRequest request = {.directory = "/shared/it's here",
                                 .partition = "cpu",
                                 .time = "2:00:00",
                                 .array_parallelism = 8,
                                 .runs_per_task = 4,
                                 .cpus_per_task = 2,
                                 .save_before = 60,
                                 .sbatch_options = {"--account=lab"}};
  const std::string script = JobScript(
      {.name = "runs", .first = 10, .count = 21, .tasks = {0, 1, 5}}, "/opt/gaitbench", request);
  for (const char* line :
       {"#SBATCH --array=0-1,5%8\n", "#SBATCH --cpus-per-task=2\n", "#SBATCH --partition=cpu\n",
        "#SBATCH --time=2:00:00\n", "#SBATCH --signal=B:USR1@60\n", "#SBATCH --requeue\n",
        "#SBATCH --account=lab\n", "runs_per_task=4\n", "num_runs=21\n", "first_run=10\n",
        "workers=2\n", "directory='/shared/it'\\''s here'\n", "gaitbench=/opt/gaitbench\n"}) {
    EXPECT_NE(script.find(line), std::string::npos) << line << script;
  }
}

}  // namespace
}  // namespace gaitbench
