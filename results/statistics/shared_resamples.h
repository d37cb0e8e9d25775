// Several statistics over the same resamples: drawing them costs more than most statistics.
#pragma once

#include <span>
#include <vector>

#include "results/statistics/intervals.h"

namespace gaitbench {

// Of each statistic the values that BootstrapDistribution gives, whose draws depend on the seed and
// on the sizes alone.
std::vector<std::vector<double>> BootstrapDistributions(const Strata& strata,
                                                        std::span<const StrataStatistic> statistics,
                                                        const BootstrapOptions& options);

// Of one sample.
std::vector<std::vector<double>> BootstrapDistributions(Sample sample,
                                                        std::span<const Statistic> statistics,
                                                        const BootstrapOptions& options);

// The share of each stratum's values above each threshold, mean over strata: [threshold][resample].
// The thresholds ascend.
std::vector<std::vector<double>> SharesAbove(const Strata& strata, Sample thresholds,
                                             const BootstrapOptions& options);

// The statistic with each value left out.
std::vector<double> Jackknife(Sample sample, const Statistic& statistic);

}  // namespace gaitbench
