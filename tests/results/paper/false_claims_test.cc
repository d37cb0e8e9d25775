// A small one of tests/results/false_claims.cc.
#include "tests/results/false_claims.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

constexpr int64_t kTables = 400;
// 0.05, and three standard deviations of a share of it in that many
const double kMost = 0.05 + 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(kTables));

class FalseClaimsTest : public testing::TestWithParam<ReturnShape> {};

TEST_P(FalseClaimsTest, AreNoMoreThanTheLevelSays) {
  for (const size_t num_variants : {size_t{5}, size_t{16}, size_t{30}}) {
    for (const size_t num_seeds : {size_t{3}, size_t{5}, size_t{10}, size_t{20}}) {
      const FalseClaims rates = CountFalseClaims(num_variants, num_seeds, GetParam(), kTables);
      const std::string where =
          std::to_string(num_variants) + " variants, " + std::to_string(num_seeds) + " seeds";
      EXPECT_LE(rates.one_difference, kMost) << where;
      EXPECT_LE(rates.some_difference, kMost) << where;
      EXPECT_LE(rates.some_best, kMost) << where;
    }
  }
}

TEST_P(FalseClaimsTest, BesideThePaperToo) {
  for (const size_t num_seeds : {size_t{3}, size_t{5}, size_t{10}, size_t{20}}) {
    const FalseClaimsBesideThePaper rates =
        CountFalseClaimsBesideThePaper(num_seeds, GetParam(), kTables);
    EXPECT_LE(rates.one_cell, kMost) << num_seeds;
    EXPECT_LE(rates.some_cell, kMost) << num_seeds;
  }
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
