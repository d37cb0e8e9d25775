#include "results/statistics/planner.h"

#include <gtest/gtest.h>

#include "results/log/json_fields.h"
#include "results/statistics/distributions.h"

namespace gaitbench {
namespace {

TEST(Planner, WithoutADifferenceTheNoncentralDistributionIsStudents) {
  for (const double t : {-2.0, 0.0, 1.5, 4.0})
    EXPECT_NEAR(NoncentralStudentCdf(t, 7, 0), 1 - StudentUpperTail(t, 7), 1e-12);
}

// the textbook's example: d = 0.5, alpha = 0.05, power 0.8 takes 64 in each group (Cohen 1988,
// table 2.4.1)
TEST(Planner, SeedsForPowerByTable) {
  EXPECT_EQ(SeedsForPower(0.5, 1, 1, 0.8, 0.05), 64);
  EXPECT_EQ(SeedsForPower(-0.5, 1, 1, 0.8, 0.05), 64);
  EXPECT_EQ(SeedsForPower(0.8, 1, 1, 0.8, 0.05), 26);
  EXPECT_EQ(SeedsForPower(400, 800, 800, 0.8, 0.05), 64);
}

TEST(Planner, OfTwoSeedsNothingIsClaimedSoThreeAreTheFewest) {
  EXPECT_GT(WelchPower(1e6, 1, 1, 2, 0.05), 0.99);
  EXPECT_EQ(SeedsForPower(1e6, 1, 1, 0.8, 0.05), 3);
}

TEST(Planner, PowerWithoutADifferenceIsTheLevel) {
  EXPECT_NEAR(WelchPower(0, 1, 1, 10, 0.05), 0.05, 1e-9);
}

// Where one is found for certain, the power is the other's, one-sided; where one is nothing, the
// other is found for certain and the two are both found at the level.
TEST(Planner, BothOfTwoAreFoundAsOftenAsTheProductOfTheTwo) {
  const PlannedDifference sure = {100, 1, 1}, usual = {-0.8, 1, 1}, nothing = {0, 1, 1};
  EXPECT_NEAR(BothPower(sure, usual, 26, 0.025), WelchPower(0.8, 1, 1, 26, 0.05), 1e-6);
  EXPECT_NEAR(BothPower(sure, nothing, 10, 0.025), 0.025, 1e-9);
  EXPECT_EQ(SeedsForBothPower(sure, usual, 0.8, 0.025), 26);
  EXPECT_GT(SeedsForBothPower(usual, usual, 0.8, 0.025), 26);
  EXPECT_THROW(SeedsForBothPower(usual, nothing, 0.8, 0.025), ConfigError);
}

// The paper's differences on Hopper at the spread of the ten runs here
// (results/published/paper_table); the numbers by scipy.stats.nct.
TEST(Planner, ThePapersClaim) {
  const PlannedDifference a = {470, 498.2, 649.0}, b = {324, 602.5, 552.8};
  EXPECT_NEAR(BothPower(a, b, 10, 0.025), 0.088, 5e-4);
  EXPECT_EQ(SeedsForBothPower(a, b, 0.8, 0.025), 53);
}

// A switch in a grid of four cells whose seeds are blocks: 3 (n - 1) degrees of freedom; by
// scipy.stats.nct.
TEST(Planner, AnEffectHasAllCellsOfItsGrid) {
  EXPECT_NEAR(ContrastPower(0, 1, 4, 5, 0.05), 0.05, 1e-9);
  EXPECT_NEAR(ContrastPower(0.8, 1, 4, 10, 0.05), 0.68407097, 1e-6);
  const int64_t seeds = SeedsForContrastPower(0.8, 1, 4, 0.8, 0.05);
  EXPECT_GE(ContrastPower(0.8, 1, 4, seeds, 0.05), 0.8);
  EXPECT_LT(ContrastPower(0.8, 1, 4, seeds - 1, 0.05), 0.8);
}

TEST(Planner, WhatIsDetectableHasThePower) {
  const double difference = DetectableDifference(300, 500, 10, 0.8, 0.05);
  EXPECT_NEAR(WelchPower(difference, 300, 500, 10, 0.05), 0.8, 1e-5);
  EXPECT_NEAR(DetectableDifference(1, 1, 26, 0.8, 0.05), 0.8, 0.01);
  EXPECT_THROW(DetectableDifference(0, 0, 10, 0.8, 0.05), ConfigError);
}

TEST(Planner, WhatCannotBePlannedIsAnError) {
  EXPECT_THROW(SeedsForPower(0, 1, 1, 0.8, 0.05), ConfigError);
  EXPECT_THROW(SeedsForPower(1e-9, 1, 1, 0.8, 0.05), ConfigError);
}

}  // namespace
}  // namespace gaitbench
