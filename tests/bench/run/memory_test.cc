#include "bench/run/memory.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

// Runs whose replay buffer comes to `num_steps` env steps of 61 bytes; their networks have 7.4 MB.
std::vector<RunSpec> RunsOfSteps(int64_t num_steps, int64_t num_runs) {
  RunSpec run = {.environment = "Hopper-v4",
                 .variant = "sac",
                 .num_iterations = num_steps / 1000,
                 .settings = FindPreset("sac", "Hopper-v4")};
  Change(run.settings, {{"buffer_capacity", 100'000'000}}, "test");
  return std::vector<RunSpec>(num_runs, run);
}

std::string Refused(const std::vector<RunSpec>& runs, int64_t num_workers, double memory) {
  std::vector<size_t> all(runs.size());
  std::iota(all.begin(), all.end(), 0);
  return ErrorOf([&] { CheckMemory(runs, all, num_workers, memory); });
}

TEST(MemoryTest, RunsThatAreTrainedAtOnceMustFitTogether) {
  const std::vector<RunSpec> runs = RunsOfSteps(200'000'000, 5);  // 6.1 GB each, full
  EXPECT_EQ(Refused(runs, 2, 15e9), "no error");
  EXPECT_EQ(Refused(runs, 4, 15e9),
            "--workers: 3 runs at once come to hold 18.3 GB of env steps and networks; the machine "
            "has 15.0: expected at most 2");
  EXPECT_EQ(Refused({runs[0], runs[1]}, 4, 15e9), "no error");
  const std::vector<size_t> left = {1, 3};
  EXPECT_EQ(ErrorOf([&] { CheckMemory(runs, left, 4, 15e9); }), "no error") << "others are done";
  EXPECT_EQ(Refused(runs, 1, 5e9),
            "Hopper-v4 sac: a run comes to hold 6.1 GB of env steps and networks; the machine has "
            "5.0");
}

TEST(MemoryTest, AShortRunHoldsWhatItGoesThrough) {
  EXPECT_EQ(Refused(RunsOfSteps(1'000'000, 5), 5, 0.4e9), "no error");  // 68 MB each
  EXPECT_NE(Refused(RunsOfSteps(1'000'000, 5), 5, 0.3e9), "no error");
}

// of a layer of 8192 units in batches of 65536, twice for each of three networks
TEST(MemoryTest, WhatABatchTakesCounts) {
  std::vector<RunSpec> runs = RunsOfSteps(1'000'000, 1);
  Change(runs[0].settings,
         {{"batch_size", 65536}, {"warmup_steps", 65536}, {"hidden_sizes", {8192}}}, "test");
  EXPECT_NE(Refused(runs, 1, 12e9), "no error");
  EXPECT_EQ(Refused(runs, 1, 14e9), "no error");
}

TEST(MemoryTest, RunsThatKeepNoEnvStepsHoldLittle) {
  EXPECT_EQ(Refused(SmallPlan().reporting, 8, 1), "no error");
}

}  // namespace
}  // namespace gaitbench
