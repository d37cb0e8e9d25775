// A small one of tests/results/false_claims.cc.
#include "tests/results/false_claims.h"

#include <gtest/gtest.h>

#include "tests/results/false_claims_beside_the_paper.h"
#include "tests/results/false_claims_of_factors.h"
#include "tests/results/uncorrected_claims.h"

namespace gaitbench {
namespace {

constexpr int64_t kTables = 400;
// 0.05, and three standard deviations of a share of it in that many
const double kMost = 0.05 + 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(kTables));
constexpr std::array<size_t, 4> kSeeds = {3, 5, 10, 20};

class FalseClaimsTest : public testing::TestWithParam<ReturnShape> {};

TEST_P(FalseClaimsTest, AreNoMoreThanTheLevelSays) {
  for (const size_t num_variants : {size_t{5}, size_t{16}, size_t{30}}) {
    for (const size_t num_seeds : kSeeds) {
      const FalseClaims rates = CountFalseClaims(
          {.num_variants = num_variants, .num_seeds = num_seeds, .shape = GetParam()}, kTables);
      const std::string where =
          std::to_string(num_variants) + " variants, " + std::to_string(num_seeds) + " seeds";
      EXPECT_LE(rates.one_difference, kMost) << where;
      EXPECT_LE(rates.some_difference, kMost) << where;
      EXPECT_LE(rates.some_best, kMost) << where;
    }
  }
}

TEST_P(FalseClaimsTest, OverThreeEnvironmentsToo) {
  for (const size_t num_variants : {size_t{2}, size_t{5}}) {
    for (const size_t num_seeds : kSeeds) {
      const FalseClaims rates = CountFalseClaims({.num_environments = 3,
                                                  .num_variants = num_variants,
                                                  .num_seeds = num_seeds,
                                                  .shape = GetParam()},
                                                 kTables);
      EXPECT_LE(rates.some_difference, kMost) << num_variants << " variants, " << num_seeds;
      EXPECT_LE(rates.some_best, kMost) << num_variants << " variants, " << num_seeds;
    }
  }
}

TEST_P(FalseClaimsTest, OfWhichFactorMakesMoreToo) {
  const FalseClaimsOfTwoByTwos rates = CountFalseClaimsOfTwoByTwos(
      {.num_environments = 3, .num_seeds = 5, .shape = GetParam()}, kTables);
  for (const double rate : {rates.one_contrast, rates.some_contrast, rates.one, rates.some})
    EXPECT_LE(rate, kMost);
}

TEST_P(FalseClaimsTest, OfTheEffectsOfAGridToo) {
  const FalseClaimsOfGrids rates = CountFalseClaimsOfGrids(2, 3, GetParam(), kTables);
  for (const double rate : {rates.one_effect, rates.some_of_one, rates.some_of_all})
    EXPECT_LE(rate, kMost);
}

TEST_P(FalseClaimsTest, BesideThePaperToo) {
  for (const size_t num_seeds : {size_t{3}, size_t{10}}) {
    const auto cells = CountFalseCellsBesideThePaper(num_seeds, GetParam(), kTables);
    EXPECT_LE(cells.one, kMost) << num_seeds;
    EXPECT_LE(cells.some, kMost) << num_seeds;
  }
  const auto effects = CountFalseEffectsBesideThePaper(5, GetParam(), kTables);
  EXPECT_LE(effects.one, kMost);
  EXPECT_LE(effects.some, kMost);
}

// So that the counts above are of something that can be wrong.
TEST_P(FalseClaimsTest, AreManyWhereIntervalsAreReadOneByOne) {
  EXPECT_GE(CountUncorrectedClaims({.num_variants = 16, .num_seeds = 10, .shape = GetParam()}, 200),
            0.4);
}

INSTANTIATE_TEST_SUITE_P(Shapes, FalseClaimsTest,
                         testing::Values(ReturnShape::kNormal, ReturnShape::kSkewed,
                                         ReturnShape::kTwoHumped));

TEST(MadeUpReturns, HaveMeanZeroAndDeviationOne) {
  for (const auto shape : {ReturnShape::kNormal, ReturnShape::kSkewed, ReturnShape::kTwoHumped}) {
    Resampler random(3);
    const std::vector<double> sample = Draw(shape, 20'000, random);
    EXPECT_NEAR(Mean(sample), 0, 0.03);
    EXPECT_NEAR(*StandardDeviation(sample), 1, 0.04);
  }
}

}  // namespace
}  // namespace gaitbench
