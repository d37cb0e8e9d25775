#include "algos/networks/normalizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "envs/random.h"

namespace gaitbench {
namespace {

// numpy.mean and numpy.std(ddof=1) of the first `count` numbers, by their two-pass definitions
struct TwoPass {
  TwoPass(const std::vector<double>& x, size_t count) {
    mean = std::accumulate(x.begin(), x.begin() + count, 0.0) / static_cast<double>(count);
    double squares = 0;
    for (size_t i = 0; i < count; ++i) squares += (x[i] - mean) * (x[i] - mean);
    deviation = count < 2 ? std::abs(mean) : std::sqrt(squares / static_cast<double>(count - 1));
  }
  double mean, deviation;
};

std::vector<double> RandomNumbers(int64_t size, double mean, double scale) {
  RandomStream stream({1});
  std::vector<double> x(size);
  for (double& value : x) value = mean + scale * stream.Normal();
  return x;
}

float Normalized(const ObservationNormalizer& normalizer, double observation) {
  float result;
  normalizer.Normalize(&observation, &result);
  return result;
}

TEST(RunningMomentsTest, EveryStepIsTheTwoPassMoments) {
  for (const auto& [mean, scale] : {std::pair{0.0, 1.0}, {1e6, 1.0}, {-3.0, 1e-6}}) {
    const std::vector<double> x = RandomNumbers(500, mean, scale);
    RunningMoments moments(1);
    for (size_t n = 1; n <= x.size(); ++n) {
      moments.Add(&x[n - 1]);
      const TwoPass expected(x, n);
      double deviation;
      moments.StandardDeviations(&deviation);
      ASSERT_EQ(moments.count(), static_cast<int64_t>(n));
      ASSERT_NEAR(moments.mean()[0], expected.mean, 1e-12 * (std::abs(mean) + scale));
      ASSERT_NEAR(deviation, expected.deviation, 1e-9 * expected.deviation);
    }
  }
}

TEST(RunningMomentsTest, ThoseOfPartsAddUpToThoseOfAll) {
  const std::vector<double> x = RandomNumbers(90, 5, 2);
  RunningMoments added(1), empty(1);
  for (size_t begin = 0; begin < x.size(); begin += 30) {
    RunningMoments part(1);
    for (size_t i = begin; i < begin + 30; ++i) part.Add(&x[i]);
    added.Add(part);
    added.Add(empty);
  }
  const TwoPass expected(x, x.size());
  double deviation;
  added.StandardDeviations(&deviation);
  EXPECT_EQ(added.count(), 90);
  EXPECT_NEAR(added.mean()[0], expected.mean, 1e-12);
  EXPECT_NEAR(deviation, expected.deviation, 1e-12);
}

TEST(RunningMomentsTest, DimensionsAreApartAndTheFirstDeviationIsTheAbsoluteMean) {
  RunningMoments moments(2);
  const double first[] = {-3, 5}, second[] = {1, 5};
  double deviations[2];
  moments.Add(first);
  moments.StandardDeviations(deviations);
  EXPECT_EQ(deviations[0], 3);
  EXPECT_EQ(deviations[1], 5);
  moments.Add(second);
  moments.StandardDeviations(deviations);
  EXPECT_DOUBLE_EQ(deviations[0], std::sqrt(8.0));  // -3 and 1: mean -1, squares 8, over 1
  EXPECT_EQ(deviations[1], 0);
}

TEST(ObservationNormalizerTest, MinusTheMeanOverTheDeviation) {
  ObservationNormalizer normalizer({.observation_normalization = true}, 1);
  const std::vector<double> x = {-3, 1, 4};
  normalizer.Add(&x[0]);
  EXPECT_EQ(Normalized(normalizer, -3), 0);       // it is the mean
  EXPECT_FLOAT_EQ(Normalized(normalizer, 0), 1);  // (0 + 3) / 3
  normalizer.Add(&x[1]);
  EXPECT_FLOAT_EQ(Normalized(normalizer, 1), static_cast<float>(2 / std::sqrt(8.0)));
  normalizer.Add(&x[2]);
  const TwoPass moments(x, 3);
  EXPECT_FLOAT_EQ(Normalized(normalizer, 100),
                  static_cast<float>((100 - moments.mean) / moments.deviation));
}

// a constant is 0 after normalization, and what leaves it is divided by 1e-8
TEST(ObservationNormalizerTest, RowsThatWereKeptAreNormalizedAsObservationsAre) {
  for (const bool normalizes : {false, true}) {
    ObservationNormalizer normalizer({.observation_normalization = normalizes}, 2);
    for (const std::vector<double>& row : {std::vector<double>{1, 2}, {3, -2}, {5, 0}})
      normalizer.Add(row.data());
    std::vector<float> rows = {0.5f, 1, -2, 3}, expected(4);
    for (int64_t b = 0; b < 2; ++b) {
      const std::vector<double> row = {rows[2 * b], rows[2 * b + 1]};
      normalizer.Normalize(row.data(), expected.data() + 2 * b);
    }
    EXPECT_EQ(rows == expected, !normalizes);
    normalizer.NormalizeRows(rows);
    EXPECT_EQ(rows, expected);
  }
}

TEST(ObservationNormalizerTest, AConstantIsDividedByEpsilon) {
  ObservationNormalizer normalizer({.observation_normalization = true}, 1);
  const double x = 2;
  for (int i = 0; i < 2; ++i) normalizer.Add(&x);
  EXPECT_EQ(Normalized(normalizer, 2), 0);
  EXPECT_FLOAT_EQ(Normalized(normalizer, 3), 1e8f);
}

TEST(ObservationNormalizerTest, OnlyClippingBounds) {
  ObservationFilterSettings config;
  config.observation_normalization = true;
  config.observation_clip_range = 2;
  for (bool clips : {false, true}) {
    config.observation_clipping = clips;
    ObservationNormalizer normalizer(config, 1);
    for (double x : {-1.0, 1.0}) normalizer.Add(&x);  // mean 0, deviation sqrt 2
    EXPECT_FLOAT_EQ(Normalized(normalizer, 1), 1 / std::sqrt(2.0f));
    EXPECT_FLOAT_EQ(Normalized(normalizer, 9), clips ? 2 : 9 / std::sqrt(2.0f));
    EXPECT_FLOAT_EQ(Normalized(normalizer, -9), clips ? -2 : -9 / std::sqrt(2.0f));
  }
}

TEST(ObservationNormalizerTest, OffPassesObservationsOn) {
  ObservationNormalizer normalizer({.observation_normalization = false}, 1);
  for (double x : {-1.0, 1.0}) normalizer.Add(&x);
  EXPECT_EQ(Normalized(normalizer, 9), 9);
  EXPECT_EQ(normalizer.moments().count(), 0);
}

constexpr double kDiscount = 0.5;

RewardFilterSettings Scaling(RewardScaling scaling) {
  RewardFilterSettings config;
  config.reward_scaling = scaling;
  return config;
}

// Returns: R = 2, then 0.5 x 2 - 3 = -2, then (new episode) 4. Deviations: |2|, of {2, -2}, of {2,
// -2, 4}. The mean is not subtracted.
TEST(RewardFilterTest, ReturnsStepByStep) {
  for (bool resets : {true, false}) {
    RewardFilterSettings config = Scaling(RewardScaling::kReturns);
    config.reward_scaling_reset = resets;
    RewardFilter filter(config, kDiscount, 1);
    EXPECT_NEAR(filter.Filter(0, 2), 1, 1e-8);
    EXPECT_NEAR(filter.Filter(0, -3), -3 / std::sqrt(8.0), 1e-8);
    filter.StartEpisode(0);
    const double third = resets ? 4 : 0.5 * -2 + 4;
    EXPECT_NEAR(filter.Filter(0, 4), 4 / TwoPass({2, -2, third}, 3).deviation, 1e-8);
  }
}

// R = 2, and after the cut-off 0.5 x 2 + 4 or 4
TEST(RewardFilterTest, AfterACutoffTheReturnStartsAnewOrGoesOn) {
  for (bool resets : {true, false}) {
    for (bool resets_at_cutoff : {true, false}) {
      RewardFilterSettings config = Scaling(RewardScaling::kReturns);
      config.reward_scaling_reset = resets;
      config.reward_scaling_reset_at_cutoff = resets_at_cutoff;
      config.reward_scaling_epsilon = 0;
      RewardFilter filter(config, kDiscount, 1);
      filter.Filter(0, 2);
      filter.StartAfterCutoff(0);
      const double second = resets && resets_at_cutoff ? 4 : 5;
      EXPECT_NEAR(filter.Filter(0, 4), 4 / TwoPass({2, second}, 2).deviation, 1e-12);
      filter.StartEpisode(0);
      const double third = resets ? 4 : 0.5 * second + 4;
      EXPECT_NEAR(filter.Filter(0, 4), 4 / TwoPass({2, second, third}, 3).deviation, 1e-12);
    }
  }
}

// deviations |2|, then of {2, 5} and of {2, 4}
TEST(RewardFilterTest, EpsilonIsAddedToTheDeviation) {
  for (RewardScaling scaling : {RewardScaling::kReturns, RewardScaling::kRewards}) {
    RewardFilterSettings config = Scaling(scaling);
    config.reward_scaling_epsilon = 0.5;
    RewardFilter filter(config, kDiscount, 1);
    const bool returns = scaling == RewardScaling::kReturns;
    EXPECT_NEAR(filter.Filter(0, 2), returns ? 2 / 2.5 : 2, 1e-12);
    const double expected = returns ? 4 / (TwoPass({2, 5}, 2).deviation + 0.5)
                                    : 1 / (TwoPass({2, 4}, 2).deviation + 0.5) + 3;
    EXPECT_NEAR(filter.Filter(0, 4), expected, 1e-12);
  }
}

TEST(RewardFilterTest, EnvironmentsHaveTheirOwnReturnsAndSharedMoments) {
  RewardFilter filter(Scaling(RewardScaling::kReturns), kDiscount, 2);
  filter.Filter(0, 2);
  EXPECT_NEAR(filter.Filter(1, 8), 8 / TwoPass({2, 8}, 2).deviation, 1e-8);
  filter.StartEpisode(1);
  EXPECT_NEAR(filter.Filter(0, 1), 1 / TwoPass({2, 8, 2}, 3).deviation, 1e-8);  // 0.5 x 2 + 1
  EXPECT_NEAR(filter.Filter(1, 5), 5 / TwoPass({2, 8, 2, 5}, 4).deviation, 1e-8);
}

// centred, scaled, and the mean added back; the statistics know no episodes
TEST(RewardFilterTest, RewardsStepByStep) {
  RewardFilter filter(Scaling(RewardScaling::kRewards), kDiscount, 1);
  EXPECT_NEAR(filter.Filter(0, 4), 4, 1e-8);  // (4 - 4) / 4 + 4
  filter.StartEpisode(0);
  EXPECT_NEAR(filter.Filter(0, 6), 1 / std::sqrt(2.0) + 5, 1e-8);
  const TwoPass moments({4, 6, -1}, 3);
  EXPECT_NEAR(filter.Filter(0, -1), (-1 - moments.mean) / moments.deviation + moments.mean, 1e-8);
}

TEST(RewardFilterTest, OnlyClippingBoundsAndItComesLast) {
  RewardFilterSettings config = Scaling(RewardScaling::kReturns);
  config.reward_clip_range = 1.25;
  for (bool clips : {false, true}) {
    config.reward_clipping = clips;
    RewardFilter filter(config, kDiscount, 1);
    EXPECT_NEAR(filter.Filter(0, 100), 1, 1e-8);  // 100 / 100: scaled first
    filter.StartEpisode(0);
    const double scaled = -300 / TwoPass({100, -300}, 2).deviation;  // -1.06
    EXPECT_NEAR(filter.Filter(0, -300), scaled, 1e-8);
    filter.StartEpisode(0);
    const double large = 9000 / TwoPass({100, -300, 9000}, 3).deviation;
    EXPECT_NEAR(filter.Filter(0, 9000), clips ? 1.25 : large, 1e-8);
  }
}

}  // namespace
}  // namespace gaitbench
