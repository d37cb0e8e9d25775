#include "bench/study/grid.h"

#include <gtest/gtest.h>

#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

TEST(GridTest, HasEveryCombinationNamedAfterWhatVaries) {
  const auto points = GridPoints(
      {{"value_clipping", {false, true}}, {"reward_scaling", {"none", "returns"}}}, "grid");
  ASSERT_EQ(points.size(), 4u);
  EXPECT_EQ(points[0].name, "reward_scaling=none+value_clipping=off");
  EXPECT_EQ(points[1].name, "reward_scaling=none+value_clipping=on");
  EXPECT_EQ(points[3].settings,
            (Settings{{"reward_scaling", "returns"}, {"value_clipping", true}}));
}

TEST(GridTest, AnAxisOfItsOwnNameSetsSeveralSwitches) {
  const auto points = GridPoints({{"init", {{"small", {{"a", 1}, {"b", 2}}}}}}, "grid");
  ASSERT_EQ(points.size(), 1u);
  EXPECT_EQ(points[0].name, "init=small");
  EXPECT_EQ(points[0].settings, (Settings{{"a", 1}, {"b", 2}}));
}

TEST(GridTest, NumbersAndListsMakeShortNames) {
  EXPECT_EQ(GridPoints({{"policy_learning_rate", {0.0003}}}, "")[0].name,
            "policy_learning_rate=0.0003");
  EXPECT_EQ(GridPoints({{"hidden_sizes", {{64, 32}}}}, "")[0].name, "hidden_sizes=64x32");
  EXPECT_EQ(GridPoints({{"hidden_sizes", {Settings::array()}}}, "")[0].name, "hidden_sizes=none");
}

TEST(GridTest, WithoutAxesThereIsOnePointWithoutAName) {
  const auto points = GridPoints(Settings::object(), "grid");
  ASSERT_EQ(points.size(), 1u);
  EXPECT_EQ(points[0].name, "");
}

TEST(GridTest, WhatIsNoAxisIsAnErrorWithItsPath) {
  EXPECT_EQ(ErrorOf([] {
              GridPoints({{"clip_range", 0.2}}, "s.grid");
            }),
            "s.grid.clip_range: expected a list of values or {label: settings}, got 0.2");
  EXPECT_EQ(ErrorOf([] {
              GridPoints({{"clip_range", {0.2, nullptr}}}, "s.grid");
            }),
            "s.grid.clip_range[1]: expected a value of a setting, got null");
  EXPECT_EQ(ErrorOf([] {
              GridPoints({{"hidden_sizes", {{64, nullptr}}}}, "s.grid");
            }),
            "s.grid.hidden_sizes[0]: expected a value of a setting, got [64,null]");
  EXPECT_EQ(ErrorOf([] {
              GridPoints({{"x", Settings::array()}}, "s.grid");
            }),
            "s.grid.x: expected a list of values or {label: settings}, got []");
}

}  // namespace
}  // namespace gaitbench
