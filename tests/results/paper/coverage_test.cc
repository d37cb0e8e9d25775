// A small one of tests/results/false_claims.cc.
#include "tests/results/coverage.h"

#include <gtest/gtest.h>

#include "tests/results/power.h"

namespace gaitbench {
namespace {

constexpr int64_t kSamples = 500;
// three standard deviations of a share of 0.05 in that many
const double kError = 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(kSamples));

TEST(Coverage, IsTheLevelForNormalReturns) {
  const Coverage rates = CountCoverage(3, ReturnShape::kNormal, kSamples);
  EXPECT_NEAR(rates.mean, 0.95, kError);
  EXPECT_NEAR(rates.effect, 0.95, kError);
  for (const double covered : {rates.difference, rates.unlike}) EXPECT_GE(covered, 0.95 - kError);
}

// docs/statistics.md says how much less
TEST(Coverage, OfMeansIsLessForReturnsOfOtherShapesAndOfTheBootstrap) {
  for (const auto shape : {ReturnShape::kSkewed, ReturnShape::kTwoHumped}) {
    const Coverage rates = CountCoverage(5, shape, kSamples);
    EXPECT_LT(rates.mean, 0.94);
    EXPECT_GT(rates.mean, 0.84);
    EXPECT_LT(rates.mean_percentile, rates.mean);
    EXPECT_GE(rates.difference, 0.95 - kError);
  }
}

TEST(Coverage, OfTheBoxIntervalsIsAtLeastTheLevel) {
  for (const TrueTwoByTwo& truth : kTrueTwoByTwos) {
    const TwoByTwoCoverage rates = CountTwoByTwoCoverage(truth, 5, ReturnShape::kNormal, kSamples);
    for (const double covered : {rates.contrasts, rates.excess, rates.aai, rates.acli})
      EXPECT_GE(covered, 0.95 - kError) << truth.name;
  }
}

// at fewer seeds a little less is found: a plan takes Welch's degrees of freedom as known
TEST(Power, IsAsPlannedFromTenSeedsOn) {
  const double error = 3 * std::sqrt(0.25 / static_cast<double>(kSamples));
  for (const size_t num_seeds : {size_t{10}, size_t{20}}) {
    const Power found = CountPower(num_seeds, ReturnShape::kNormal, kSamples),
                planned = PlannedPower(num_seeds);
    for (size_t k = 0; k < kTrueEffects.size(); ++k) {
      EXPECT_NEAR(found.difference[k], planned.difference[k], error) << kTrueEffects[k];
      EXPECT_NEAR(found.unlike[k], planned.unlike[k], error) << kTrueEffects[k];
      EXPECT_NEAR(found.claim[k], planned.claim[k], error) << kTrueEffects[k];
      EXPECT_NEAR(found.grid[k], planned.grid[k], error) << kTrueEffects[k];
    }
  }
}

}  // namespace
}  // namespace gaitbench
