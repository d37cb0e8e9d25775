#include "results/log/columns.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(LogColumns, ARecordIsARow) {
  LogColumns columns = LogColumns::Of<EpisodeRecord>();
  columns.Append(EpisodeRecord{.env_steps = 2048, .mean_return = 7});
  columns.Append(EpisodeRecord{.env_steps = 4096});
  EXPECT_EQ(columns.length(), 2u);
  EXPECT_EQ(columns.Last(kEnvSteps), 4096);
  EXPECT_EQ(columns.Values(kMeanReturn)[0], 7);
  EXPECT_TRUE(std::isnan(columns.Last(kMeanReturn)));
  EXPECT_EQ(columns.begin()->unit, "env steps");
}

TEST(LogColumns, WhatIsNotThereIsNotMeasured) {
  const LogColumns columns = LogColumns::Of<EpisodeRecord>();
  EXPECT_TRUE(columns.Values("entropy").empty());
  EXPECT_TRUE(std::isnan(columns.Last("entropy")));
  EXPECT_TRUE(std::isnan(columns.Last(kEnvSteps)));  // no iteration yet
}

TEST(LogColumns, AllAreOfOneLength) {
  LogColumns columns;
  columns.Add({"a", "", {1, 2}}, "columns.a");
  try {
    columns.Add({"b", "", {1}}, "columns.b");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(), "columns.b: expected 2 values as in the other columns, got 1");
  }
}

TEST(LogColumns, FilledFromOthersKeepsItsOwnNames) {
  LogColumns old;
  old.Add({"mean_return", "return", {1, 2}}, "");
  old.Add({"forgotten", "", {3, 4}}, "");
  const LogColumns filled = LogColumns::Of<EpisodeRecord>().FilledFrom(old);
  EXPECT_EQ(filled.Last(kMeanReturn), 2);
  EXPECT_TRUE(std::isnan(filled.Last(kEnvSteps)));
  EXPECT_TRUE(filled.Values("forgotten").empty());
}

}  // namespace
}  // namespace gaitbench
