#include "bench/run/status_printer.h"

#include <cmath>

#include <gtest/gtest.h>

#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

Progress SomeProgress() {
  Progress progress = {.num_runs = 20,
                       .num_runs_there = 10,
                       .num_runs_done = 2,
                       .env_steps_taken = 3'712'000,
                       .share_done = 0.5,
                       .seconds = 100,
                       .variants = {}};
  progress.variants = {{.environment = "Hopper-v4",
                        .variant = "ppo",
                        .num_runs = 10,
                        .num_runs_done = 10,
                        .mean_return = 2345.6,
                        .curve = {0, 1, 2, 7}},
                       {.environment = "Hopper-v4",
                        .variant = "ppo_m",
                        .num_runs = 10,
                        .num_runs_done = 2,
                        .num_working = 2,
                        .mean_return = NAN,
                        .curve = {NAN, NAN, NAN, NAN}}};
  return progress;
}

TEST(StatusPrinterTest, OneLineSaysHowFarHowLongAndHowFast) {
  EXPECT_EQ(StatusLine(SomeProgress()), "12/20 runs, 50%, 1:40 left, 37,120 env steps/s");
}

TEST(StatusPrinterTest, WhatIsLeftIsJudgedByWhatWasDoneSinceTheStart) {
  Progress progress = SomeProgress();
  progress.share_at_start = 0.25;  // a quarter in 100 s, and two are left
  EXPECT_EQ(StatusLine(progress), "12/20 runs, 50%, 3:20 left, 37,120 env steps/s");
  progress.share_at_start = 0.5;
  EXPECT_EQ(StatusLine(progress), "12/20 runs, 50%");
}

TEST(StatusPrinterTest, ALineHasWhatFits) {
  EXPECT_EQ(StatusLine(SomeProgress(), 45), "12/20 runs, 50%, 1:40 left");
  EXPECT_EQ(StatusLine(SomeProgress(), 46), "12/20 runs, 50%, 1:40 left, 37,120 env steps/s");
}

TEST(StatusPrinterTest, SaysWhenNothingIsLeft) {
  Progress progress = SomeProgress();
  progress.share_done = 1;
  progress.num_runs_done = 10;
  EXPECT_EQ(StatusLine(progress), "20/20 runs, 100%, 1:40 in all, 37,120 env steps/s");
  progress.num_runs_there = 20;
  progress.num_runs_done = 0;
  EXPECT_EQ(StatusLine(progress), "20/20 runs, all there already");
}

TEST(StatusPrinterTest, SaysWhatAnotherProcessTrains) {
  Progress progress = SomeProgress();
  progress.num_runs_elsewhere = 3;
  EXPECT_TRUE(StatusLine(progress).starts_with("12/20 runs (3 elsewhere), 50%"));
}

TEST(StatusPrinterTest, SaysWhichVariantTakesMostOfTheRest) {
  Progress progress = SomeProgress();
  progress.variants[0].share_of_rest = 0.29;
  progress.variants[1].share_of_rest = 0.71;
  EXPECT_EQ(SlowLine(progress, 80), "most of what is left: Hopper-v4  PPO-M, 71%");
  EXPECT_EQ(SlowLine(progress, 40), "most of what is left: Hopper\u2026 PPO-M, 71%");
  progress.variants[0].share_of_rest = 0;
  EXPECT_EQ(SlowLine(progress, 80), "") << "the only one";
  progress.variants[0].share_of_rest = 0.45;
  progress.variants[1].share_of_rest = 0.45;
  EXPECT_EQ(SlowLine(progress, 80), "") << "none of them";
}

TEST(StatusPrinterTest, ACurveGoesFromTheLowestToTheHighestBar) {
  EXPECT_EQ(Sparkline({0, 1, 7}), "▁▂█");
  EXPECT_EQ(Sparkline({5, NAN, 5}), "▁ ▁");
  EXPECT_EQ(Sparkline({NAN}), " ");
}

TEST(StatusPrinterTest, EachVariantHasALine) {
  const auto lines = VariantLines(SomeProgress(), {0, 18'000}, {10, 100});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "Hopper-v4  PPO    10/10 runs  ▁▂▃█  mean return   2,346");
  EXPECT_EQ(lines[1],
            "Hopper-v4  PPO-M   2/10 runs        mean return       -  18,000 env steps/s");
}

TEST(StatusPrinterTest, OnASmallTerminalThoseInTrainingAreShown) {
  const auto lines = VariantLines(SomeProgress(), {0, 18'000}, {1, 100});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("Hopper-v4  PPO-M"));
}

TEST(StatusPrinterTest, WhereLittleFitsItIsSaidInShortAndNamesLoseTheirMiddleBeforeAReturnGoes) {
  const auto at = [](size_t columns) {
    return VariantLines(SomeProgress(), {0, 18'000}, {10, columns})[0];
  };
  EXPECT_EQ(at(74), "Hopper-v4  PPO    10/10  ▁▂▃█  return   2,346");
  EXPECT_EQ(at(60), "Hopper-v4  PPO    10/10  ▁▂▃█  return   2,346");
  EXPECT_EQ(at(40), "Hoppe\u2026  PPO  10/10  ▁▂▃█  return   2,346");
  Progress progress = SomeProgress();
  progress.variants[1].variant = "policy_learning_rate=0.0003+value_learning_rate=0.001";
  for (const size_t columns : {59, 79, 119}) {
    for (const std::string& line : VariantLines(progress, {0, 18'000}, {10, columns}))
      EXPECT_LE(Width(line), columns);
  }
}

}  // namespace
}  // namespace gaitbench
