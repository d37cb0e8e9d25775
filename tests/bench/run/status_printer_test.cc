#include "bench/run/status_printer.h"

#include <cmath>

#include <gtest/gtest.h>

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

TEST(StatusPrinterTest, OneLineSaysHowFarHowFastAndHowLong) {
  EXPECT_EQ(StatusLine(SomeProgress()), "12/20 runs, 50%, 37,120 env steps/s, 1:40 left");
}

TEST(StatusPrinterTest, SaysWhenNothingIsLeft) {
  Progress progress = SomeProgress();
  progress.share_done = 1;
  progress.num_runs_done = 10;
  EXPECT_EQ(StatusLine(progress), "20/20 runs, 100%, 37,120 env steps/s, 1:40 in all");
  progress.num_runs_there = 20;
  progress.num_runs_done = 0;
  EXPECT_EQ(StatusLine(progress), "20/20 runs, all there already");
}

TEST(StatusPrinterTest, SaysWhatAnotherProcessTrains) {
  Progress progress = SomeProgress();
  progress.num_runs_elsewhere = 3;
  EXPECT_TRUE(StatusLine(progress).starts_with("12/20 runs (3 in another process), 50%"));
}

TEST(StatusPrinterTest, ACurveGoesFromTheLowestToTheHighestBar) {
  EXPECT_EQ(Sparkline({0, 1, 7}), "▁▂█");
  EXPECT_EQ(Sparkline({5, NAN, 5}), "▁ ▁");
  EXPECT_EQ(Sparkline({NAN}), " ");
}

TEST(StatusPrinterTest, EachVariantHasALine) {
  const auto lines = VariantLines(SomeProgress(), {0, 18'000}, 10);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "Hopper-v4  PPO     10/10 runs  ▁▂▃█  mean return   2,346");
  EXPECT_EQ(lines[1],
            "Hopper-v4  PPO-M    2/10 runs        mean return       -  18,000 env steps/s");
}

TEST(StatusPrinterTest, OnASmallTerminalThoseInTrainingAreShown) {
  const auto lines = VariantLines(SomeProgress(), {0, 18'000}, 1);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("Hopper-v4  PPO-M"));
}

}  // namespace
}  // namespace gaitbench
