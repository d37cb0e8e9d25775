#include "results/statistics/shared_resamples.h"

#include <algorithm>

#include "results/statistics/resampling.h"

namespace gaitbench {

std::vector<std::vector<double>> BootstrapDistributions(const Strata& strata,
                                                        std::span<const StrataStatistic> statistics,
                                                        const BootstrapOptions& options) {
  Resampler resampler(options.seed);
  Strata resample = strata;
  const auto num_resamples = static_cast<size_t>(options.resamples);
  std::vector<std::vector<double>> values(statistics.size(), std::vector<double>(num_resamples));
  for (size_t i = 0; i < num_resamples; ++i) {
    for (size_t j = 0; j < strata.size(); ++j) resampler.Draw(strata[j], resample[j]);
    for (size_t k = 0; k < statistics.size(); ++k) values[k][i] = statistics[k](resample);
  }
  return values;
}

std::vector<std::vector<double>> BootstrapDistributions(Sample sample,
                                                        std::span<const Statistic> statistics,
                                                        const BootstrapOptions& options) {
  std::vector<StrataStatistic> of_strata;
  for (const Statistic& statistic : statistics)
    of_strata.push_back([&](const Strata& strata) { return statistic(strata.front()); });
  return BootstrapDistributions(Strata{{sample.begin(), sample.end()}}, of_strata, options);
}

std::vector<std::vector<double>> SharesAbove(const Strata& strata, Sample thresholds,
                                             const BootstrapOptions& options) {
  const size_t count = thresholds.size();
  Strata below = strata;  // of each value, how many thresholds it is above
  for (auto& stratum : below) {
    for (double& value : stratum) {
      const auto first_not_below = std::lower_bound(thresholds.begin(), thresholds.end(), value);
      value = static_cast<double>(first_not_below - thresholds.begin());
    }
  }
  Resampler resampler(options.seed);
  Strata resample = below;
  std::vector<double> tally(count + 1), sum(count);
  std::vector<std::vector<double>> shares(
      count, std::vector<double>(static_cast<size_t>(options.resamples)));
  for (size_t i = 0; i < static_cast<size_t>(options.resamples); ++i) {
    std::fill(sum.begin(), sum.end(), 0.0);
    for (size_t j = 0; j < below.size(); ++j) {
      resampler.Draw(below[j], resample[j]);
      std::fill(tally.begin(), tally.end(), 0.0);
      for (const double above : resample[j]) ++tally[static_cast<size_t>(above)];
      double above = 0;  // this threshold and the higher ones
      for (size_t k = count; k-- > 0;) {
        above += tally[k + 1];
        sum[k] += above / static_cast<double>(resample[j].size());
      }
    }
    for (size_t k = 0; k < count; ++k) shares[k][i] = sum[k] / static_cast<double>(strata.size());
  }
  return shares;
}

std::vector<double> Jackknife(Sample sample, const Statistic& statistic) {
  std::vector<double> rest(sample.begin() + 1, sample.end());
  std::vector<double> values(sample.size());
  for (size_t left_out = 0; left_out < sample.size(); ++left_out) {
    values[left_out] = statistic(rest);
    if (left_out < rest.size()) rest[left_out] = sample[left_out];
  }
  return values;
}

}  // namespace gaitbench
