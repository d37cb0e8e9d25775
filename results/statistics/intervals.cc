#include "results/statistics/intervals.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "results/statistics/distributions.h"
#include "results/statistics/shared_resamples.h"

namespace gaitbench {
namespace {

// The statistic's values over resamples of one sample.
std::vector<double> Distribution(Sample sample, const Statistic& statistic,
                                 const BootstrapOptions& options) {
  return BootstrapDistributions(sample, {&statistic, 1}, options).front();
}

// QuantileOfSorted, of values that are sorted no further than it looks.
double SortToQuantile(std::vector<double>& values, double probability) {
  if (std::ranges::any_of(values, [](double value) { return std::isnan(value); })) return NAN;
  const auto below = static_cast<ptrdiff_t>(probability * static_cast<double>(values.size() - 1));
  const auto nth = values.begin() + below;
  std::nth_element(values.begin(), nth, values.end());
  if (nth + 1 != values.end()) std::iter_swap(nth + 1, std::min_element(nth + 1, values.end()));
  return QuantileOfSorted(values, probability);
}

// Efron 1987, equation 6.6: skewness of the jackknife influence, over 6
double Acceleration(Sample jackknife) {
  const double mean = Mean(jackknife);
  double squares = 0, cubes = 0;
  for (const double value : jackknife) {
    squares += std::pow(mean - value, 2);
    cubes += std::pow(mean - value, 3);
  }
  return cubes / (6 * std::pow(squares, 1.5));
}

}  // namespace

Interval CentralInterval(Sample distribution, double level) {
  std::vector<double> values(distribution.begin(), distribution.end());
  const double low = SortToQuantile(values, (1 - level) / 2);
  return {low, SortToQuantile(values, (1 + level) / 2)};
}

Interval BcaIntervalOf(Sample distribution, double estimate, Sample jackknife, double level) {
  const std::vector<double> sorted = Sorted(distribution);
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), estimate);
  const double below = static_cast<double>((first - sorted.begin()) + (last - sorted.begin())) / 2;
  const double bias = NormalQuantile(below / static_cast<double>(sorted.size()));
  const double acceleration = Acceleration(jackknife);

  // Efron 1987, equation 3.8: the corrected probability of a nominal one
  const auto corrected = [&](double probability) {
    const double z = bias + NormalQuantile(probability);
    return NormalCdf(bias + z / (1 - acceleration * z));
  };
  const double low = corrected((1 - level) / 2), high = corrected((1 + level) / 2);
  if (!std::isfinite(bias) || !(low < high)) return CentralInterval(distribution, level);
  return {QuantileOfSorted(sorted, low), QuantileOfSorted(sorted, high)};
}

std::optional<Interval> PercentileInterval(Sample sample, const Statistic& statistic,
                                           const BootstrapOptions& options) {
  if (sample.size() < 2) return std::nullopt;
  return CentralInterval(Distribution(sample, statistic, options), options.level);
}

std::optional<Interval> BcaInterval(Sample sample, const Statistic& statistic,
                                    const BootstrapOptions& options) {
  if (sample.size() < 2) return std::nullopt;
  return BcaIntervalOf(Distribution(sample, statistic, options), statistic(sample),
                       Jackknife(sample, statistic), options.level);
}

std::vector<double> BootstrapDistribution(const Strata& strata, const StrataStatistic& statistic,
                                          const BootstrapOptions& options) {
  return BootstrapDistributions(strata, {&statistic, 1}, options).front();
}

std::optional<Interval> StratifiedInterval(const Strata& strata, const StrataStatistic& statistic,
                                           const BootstrapOptions& options) {
  const bool too_few = std::any_of(strata.begin(), strata.end(),
                                   [](const auto& stratum) { return stratum.size() < 2; });
  if (too_few) return std::nullopt;
  return CentralInterval(BootstrapDistribution(strata, statistic, options), options.level);
}

std::optional<Interval> MeanDifferenceInterval(Sample a, Sample b,
                                               const BootstrapOptions& options) {
  if (std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end())) {
    const auto turned = MeanDifferenceInterval(b, a, options);
    if (!turned) return std::nullopt;
    return Interval{-turned->high, -turned->low};
  }
  const Strata strata = {{a.begin(), a.end()}, {b.begin(), b.end()}};
  return StratifiedInterval(
      strata, [](const Strata& samples) { return Mean(samples[0]) - Mean(samples[1]); }, options);
}

}  // namespace gaitbench
