// When two variants may be said to differ.
#pragma once

#include <optional>
#include <string>

#include "results/compare/metric.h"

namespace gaitbench {

// The percentile interval of the difference excludes 0. With fewer seeds than
// `options.enough_seeds` on a side such intervals are too narrow (Agarwal et al. 2021,
// arXiv:2108.13264); then Welch's t, which allows for few, must agree at the same level.
bool DifferenceHolds(Sample a, Sample b, const std::optional<Interval>& interval,
                     const ComparisonOptions& options);

bool ExcludesZero(const std::optional<Interval>& interval);

// "its interval excludes 0 (...)": what the function asks for, in words.
std::string DifferenceHoldsMeaning(const ComparisonOptions& options);

}  // namespace gaitbench
