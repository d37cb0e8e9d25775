#include "algos/networks/gaussian.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

const float kLog2 = std::log(2.0f);

// of a normal deviation: log(2 pi e) / 2; of twice that, log 2 more
TEST(GaussianTest, EntropyIsTheSumOverActions) {
  const Floats mean = {0, 5}, log_std = {0, kLog2};
  const double one = 0.5 * std::log(2 * std::numbers::pi * std::numbers::e);
  EXPECT_NEAR(MeanEntropy({2, mean, log_std}), 2 * one + std::log(2), 1e-6);
}

// KL(N(m, s^2) || N(n, t^2)) = log(t / s) + (s^2 + (m - n)^2) / (2 t^2) - 1/2
TEST(GaussianTest, KlByHandInBothDirections) {
  const Floats old_mean = {1}, old_log_std = {0}, mean = {3}, log_std = {kLog2};
  const GaussianAt old = {1, old_mean, old_log_std}, now = {1, mean, log_std};
  EXPECT_NEAR(MeanKl(old, now, KlDirection::kOldNew), std::log(2) + 5.0 / 8 - 0.5, 1e-6);
  EXPECT_NEAR(MeanKl(old, now, KlDirection::kNewOld), -std::log(2) + 8.0 / 2 - 0.5, 1e-6);
  EXPECT_EQ(MeanKl(old, old), 0);
}

// two observations that share their deviations say the same as two with a row each
TEST(GaussianTest, SharedDeviationsAreThoseOfEveryRow) {
  const Floats old_mean = {1, 2, 3, 4}, mean = {0, 2, 5, 4};
  const Floats shared = {0.5f, -1}, each = {0.5f, -1, 0.5f, -1};
  const Floats old_shared = {0, 0.25f}, old_each = {0, 0.25f, 0, 0.25f};
  EXPECT_NEAR(MeanKl({2, old_mean, old_shared}, {2, mean, shared}),
              MeanKl({2, old_mean, old_each}, {2, mean, each}), 1e-9);
  EXPECT_NEAR(MeanEntropy({2, mean, shared}), MeanEntropy({2, mean, each}), 1e-9);
  EXPECT_NEAR(MeanStd({2, mean, shared}), (std::exp(0.5) + std::exp(-1)) / 2, 1e-6);
}

TEST(GaussianTest, AKlOfOtherSizesIsAMistake) {
  const Floats two = {0, 0}, one = {0};
  EXPECT_THROW(MeanKl({1, two, one}, {1, one, one}), std::logic_error);
}

}  // namespace
}  // namespace gaitbench
