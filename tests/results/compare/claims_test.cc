#include "results/compare/claims.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

using V = std::vector<double>;

TEST(Claims, AnIntervalThatTouchesZeroDoesNotExcludeIt) {
  EXPECT_TRUE(ExcludesZero(Interval{0.1, 2}));
  EXPECT_TRUE(ExcludesZero(Interval{-2, -0.1}));
  EXPECT_FALSE(ExcludesZero(Interval{0, 2}));
  EXPECT_FALSE(ExcludesZero(Interval{-1, 1}));
  EXPECT_FALSE(ExcludesZero(std::nullopt));
}

// Welch's p of 300, 500 against 100, 200 is 0.16
TEST(Claims, WithFewSeedsWelchMustAgree) {
  const V a = {300, 500}, b = {100, 200};
  EXPECT_FALSE(DifferenceHolds(a, b, Interval{100, 350}, {.enough_seeds = 3}));
  EXPECT_TRUE(DifferenceHolds(a, b, Interval{100, 350}, {.enough_seeds = 2}));
  EXPECT_TRUE(DifferenceHolds(V{300, 301}, V{100, 101}, Interval{199, 201}, {.enough_seeds = 3}));
}

TEST(Claims, TheRuleIsSaidWithItsNumbers) {
  EXPECT_EQ(
      DifferenceHoldsMeaning({.interval = 0.9, .enough_seeds = 7}),
      "the interval of the difference excludes 0 (with fewer than 7 seeds, Welch's p is below "
      "0.10 too)");
}

}  // namespace
}  // namespace gaitbench
