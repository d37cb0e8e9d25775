// Confidence intervals by the bootstrap: percentile and BCa (Efron 1987), each of any statistic.
// Seeded, and independent of platform, thread count and of what else is computed. Those of means by
// Student's t are in welch.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "results/log/json_fields.h"
#include "results/statistics/statistics.h"

namespace gaitbench {

struct Interval {
  double low = 0, high = 0;

  bool operator==(const Interval&) const = default;
  bool Contains(double value) const { return low <= value && value <= high; }

  static constexpr const char* kSchemaName = "interval";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("low", self.low);
    visit("high", self.high);
  }
};

struct BootstrapOptions {
  int64_t resamples = 10'000;
  double level = 0.95;
  int64_t seed = 0;
};

// Each of these is none for one value: a sample of one says nothing of its own spread.

// Quantiles (1 -+ level) / 2 of the statistic over resamples drawn with replacement.
std::optional<Interval> PercentileInterval(Sample sample, const Statistic& statistic,
                                           const BootstrapOptions& options);

// The percentile interval corrected for bias and for acceleration, the latter from the jackknife.
// Falls back to the percentile interval where the statistic does not vary over the jackknife.
std::optional<Interval> BcaInterval(Sample sample, const Statistic& statistic,
                                    const BootstrapOptions& options);

// The BCa interval of a statistic from its bootstrap distribution, its value on the sample and
// its values with each observation left out.
Interval BcaIntervalOf(Sample distribution, double estimate, Sample jackknife, double level);

// Several independent samples, each resampled by itself.
using Strata = std::vector<std::vector<double>>;
using StrataStatistic = std::function<double(const Strata&)>;

// Values of the statistic over the resamples.
std::vector<double> BootstrapDistribution(const Strata& strata, const StrataStatistic& statistic,
                                          const BootstrapOptions& options);

// None where any stratum has fewer than two values.
std::optional<Interval> StratifiedInterval(const Strata& strata, const StrataStatistic& statistic,
                                           const BootstrapOptions& options);

// Of mean(a) - mean(b), both resampled. With a and b swapped it is the same with its sign turned.
std::optional<Interval> MeanDifferenceInterval(Sample a, Sample b, const BootstrapOptions& options);

// The central `level` of a bootstrap distribution.
Interval CentralInterval(Sample distribution, double level);

}  // namespace gaitbench
