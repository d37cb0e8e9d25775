#include "results/compare/claims.h"

#include <gtest/gtest.h>

#include "tests/results/false_claims.h"

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

TEST(Claims, ADifferenceHoldsByItsAdjustedP) {
  const VariantResult a = ResultOf("e", "a", {3, 4, 5}), b = ResultOf("e", "b", {0, 1, 2});
  EXPECT_TRUE(DifferenceHolds(a, b, 0.04, 0.95));
  EXPECT_FALSE(DifferenceHolds(a, b, 0.06, 0.95));
  EXPECT_FALSE(DifferenceHolds(a, b, std::nullopt, 0.95));
  EXPECT_TRUE(DifferenceHolds(a, b, 0.06, 0.9));
}

TEST(Claims, NothingHoldsOfTwoSeedsWhateverTheirP) {
  const VariantResult three = ResultOf("e", "a", {3, 4, 5}), two = ResultOf("e", "b", {0, 1});
  EXPECT_FALSE(DifferenceHolds(three, two, 0.001, 0.95));
  EXPECT_FALSE(DifferenceHolds(two, three, 0.001, 0.95));
}

TEST(Claims, TheBetterOneMustNotHaveDiverged) {
  VariantResult a = ResultOf("e", "a", {3, 4, 5}), b = ResultOf("e", "b", {0, 1, 2});
  b.diverged = {{3, ""}};
  EXPECT_TRUE(DifferenceHolds(a, b, 0.01, 0.95));  // what is left out of b would be worse still
  EXPECT_TRUE(DifferenceHolds(b, a, 0.01, 0.95));
  a.diverged = {{3, ""}};
  EXPECT_FALSE(DifferenceHolds(a, b, 0.01, 0.95));
}

bool IsBest(std::vector<VariantResult> results) {
  MarkBest(std::array{std::span(results)}, 0.95);
  return results[0].clearly_best;
}

TEST(Claims, TheBestIsToldFromEachOther) {
  const VariantResult top = ResultOf("e", "top", {30, 31, 32}),
                      low = ResultOf("e", "low", {1, 2, 3});
  EXPECT_TRUE(IsBest({top, low}));
  EXPECT_FALSE(IsBest({low, top}));
  EXPECT_FALSE(IsBest({top, low, ResultOf("e", "near", {29, 31, 31})}));
  EXPECT_FALSE(IsBest({top, low, top}));                      // a tie
  EXPECT_FALSE(IsBest({top, ResultOf("e", "two", {1, 2})}));  // too few seeds
  EXPECT_FALSE(IsBest({ResultOf("e", "a", {2, 2, 2}), ResultOf("e", "b", {1, 1, 1})}));  // no test
  VariantResult diverged = top;
  diverged.diverged = {{3, ""}};
  EXPECT_FALSE(IsBest({diverged, low}));
}

// p of 1, 2, 3 against 4, 5, 6 is 0.0213: alone it holds, beside a second environment it does not
TEST(Claims, TheBestOfEachEnvironmentAreTestedTogether) {
  std::vector<VariantResult> one = {ResultOf("e", "a", {4, 5, 6}), ResultOf("e", "b", {1, 2, 3})},
                             other = {ResultOf("f", "a", {4, 5, 6}), ResultOf("f", "b", {4, 5, 6})},
                             third = other;
  MarkBest(std::array{std::span(one)}, 0.95);
  EXPECT_TRUE(one[0].clearly_best);
  EXPECT_NEAR(*one[0].p_best, 0.0213, 1e-4);
  MarkBest(std::array{std::span(one), std::span(other), std::span(third)}, 0.95);
  EXPECT_FALSE(one[0].clearly_best);
  EXPECT_NEAR(*one[0].p_best, 3 * 0.0213, 3e-4);
}

TEST(Claims, TheRuleIsSaidWithItsNumbers) {
  EXPECT_EQ(HoldsMeaning(0.9875, "the environments"),
            "Welch's p is at most 0.0125 after Holm's correction over the environments; at least 3 "
            "seeds, of the better one none diverged");
}

}  // namespace
}  // namespace gaitbench
