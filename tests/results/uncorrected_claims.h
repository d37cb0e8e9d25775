// How often a table of equal variants shows some difference where intervals are read one by one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "results/compare/shown_interval.h"
#include "tests/results/false_claims.h"

namespace gaitbench {

// Share of tables, of one environment, in which the percentile bootstrap interval of some variant's
// difference to the first is without 0.
inline double CountUncorrectedClaims(const MadeUpTable& table, int64_t tables) {
  const ComparisonOptions by_bootstrap{.intervals = IntervalKind::kPercentile, .resamples = 1000};
  Resampler random(static_cast<int64_t>(table.num_seeds));
  int64_t claiming = 0;
  for (int64_t i = 0; i < tables; ++i) {
    const std::vector<VariantResult> results = AllAlike(table, random).front();
    const auto differs = [&](const VariantResult& result) {
      const auto interval =
          DifferenceInterval(result.returns, results.front().returns, by_bootstrap);
      return interval && !interval->Contains(0);
    };
    claiming += std::any_of(results.begin() + 1, results.end(), differs);
  }
  return static_cast<double>(claiming) / static_cast<double>(tables);
}

}  // namespace gaitbench
