#include "bench/run/progress.h"

#include <gtest/gtest.h>

#include "algos/run/run.h"
#include "bench/study/plan.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

// Of two runs of four iterations each, `iterations` of the first.
class ProgressTest : public testing::Test {
 protected:
  ProgressTest() {
    for (int i = 0; i < 2; ++i) training_.Iterate();
  }

  const std::vector<RunSpec> runs_ = {SmallPlan().reporting[0], SmallPlan().reporting[1]};
  gaitbench::Run training_{runs_[0]};
};

TEST_F(ProgressTest, WhatACheckpointHoldsCounts) {
  ProgressBoard board(runs_);
  EXPECT_EQ(board.Snapshot().share_done, 0);
  board.Begin(0, training_.log());
  EXPECT_DOUBLE_EQ(board.Snapshot().share_done, 0.25);
  EXPECT_DOUBLE_EQ(board.Snapshot().share_at_start, 0.25);
  training_.Iterate();
  board.Iterated(0, training_.log());
  EXPECT_DOUBLE_EQ(board.Snapshot().share_done, 0.375);
  EXPECT_DOUBLE_EQ(board.Snapshot().share_at_start, 0.25);
}

TEST_F(ProgressTest, ARunThatIsThereCountsAsAtTheStart) {
  ProgressBoard board(runs_);
  board.AlreadyDone(0, training_.log());
  EXPECT_DOUBLE_EQ(board.Snapshot().share_done, 0.5);
  EXPECT_DOUBLE_EQ(board.Snapshot().share_at_start, 0.5);
  board.Begin(1, training_.log());
  board.Done(1);
  EXPECT_DOUBLE_EQ(board.Snapshot().share_done, 1);
}

TEST_F(ProgressTest, ItIsOfTheWholeStudy) {
  const double cost = RelativeCost(runs_[0]);
  ProgressBoard board(runs_,
                      {.before = 3 * cost, .after = 5 * cost, .num_before = 3, .num_after = 5});
  const Progress progress = board.Snapshot();
  EXPECT_EQ(progress.num_runs, 10);
  EXPECT_EQ(progress.num_runs_there, 3);
  EXPECT_DOUBLE_EQ(progress.share_done, 0.3);
}

TEST_F(ProgressTest, TheRestIsSharedByWhatVariantsLack) {
  const Plan plan = SmallPlan();
  const std::vector<RunSpec> runs = {plan.reporting[0], plan.reporting[4]};
  ASSERT_NE(runs[0].variant, runs[1].variant);
  ProgressBoard board(runs);
  board.Begin(0, training_.log());
  const Progress progress = board.Snapshot();
  EXPECT_DOUBLE_EQ(progress.variants[0].share_of_rest + progress.variants[1].share_of_rest, 1);
  EXPECT_LT(progress.variants[0].share_of_rest, progress.variants[1].share_of_rest);
}

}  // namespace
}  // namespace gaitbench
