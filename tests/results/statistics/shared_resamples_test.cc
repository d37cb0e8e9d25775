#include "results/statistics/shared_resamples.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

const Strata kStrata = {{1, 2, 3, 5, 8}, {-1, 0.5, 0.5, 4}};
constexpr BootstrapOptions kOptions = {.resamples = 200, .level = 0.9, .seed = 3};

double FirstMean(const Strata& strata) { return Mean(strata[0]); }
double LargestOfAll(const Strata& strata) {
  return std::max(*std::ranges::max_element(strata[0]), *std::ranges::max_element(strata[1]));
}

TEST(SharedResamples, AStatisticIsWhatItIsAlone) {
  const std::array<StrataStatistic, 2> both = {FirstMean, LargestOfAll};
  const auto values = BootstrapDistributions(kStrata, both, kOptions);
  EXPECT_EQ(values[0], BootstrapDistribution(kStrata, FirstMean, kOptions));
  EXPECT_EQ(values[1], BootstrapDistribution(kStrata, LargestOfAll, kOptions));
  const std::array<Statistic, 2> of_one = {Median, Mean};
  const auto of_sample = BootstrapDistributions(kStrata[0], of_one, kOptions);
  EXPECT_EQ(CentralInterval(of_sample[1], kOptions.level),
            PercentileInterval(kStrata[0], Mean, kOptions));
}

TEST(SharedResamples, SharesAboveAreThoseCountedThresholdByThreshold) {
  const std::vector<double> thresholds = {-1, 0, 0.5, 0.75, 5, 9};
  const auto shares = SharesAbove(kStrata, thresholds, kOptions);
  for (size_t i = 0; i < thresholds.size(); ++i) {
    const auto share = [&](const Strata& strata) {
      double sum = 0;
      for (const auto& stratum : strata) {
        const auto above =
            std::ranges::count_if(stratum, [&](double value) { return value > thresholds[i]; });
        sum += static_cast<double>(above) / static_cast<double>(stratum.size());
      }
      return sum / static_cast<double>(strata.size());
    };
    EXPECT_EQ(shares[i], BootstrapDistribution(kStrata, share, kOptions)) << thresholds[i];
  }
}

TEST(SharedResamples, TheJackknifeLeavesOutOneAfterTheOther) {
  EXPECT_EQ(Jackknife(std::vector<double>{1, 2, 6}, Mean), (std::vector<double>{4, 3.5, 1.5}));
}

TEST(SharedResamples, ACentralIntervalIsThatOfTheSortedValues) {
  std::vector<double> values = {5, -2, 8, 8, 1, 0.25, 7, 3, 3, 9};
  const std::vector<double> sorted = Sorted(values);
  for (const double level : {0.01, 0.5, 0.9, 0.95, 0.9999}) {
    EXPECT_EQ(CentralInterval(values, level),
              (Interval{QuantileOfSorted(sorted, (1 - level) / 2),
                        QuantileOfSorted(sorted, (1 + level) / 2)}));
  }
  values.push_back(NAN);
  EXPECT_TRUE(std::isnan(CentralInterval(values, 0.5).low));
  EXPECT_EQ(CentralInterval(std::vector<double>{4}, 0.9), (Interval{4, 4}));
}

}  // namespace
}  // namespace gaitbench
