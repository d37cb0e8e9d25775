#include "results/compare/claims.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/statistics/hypothesis_tests.h"
#include "results/statistics/number_text.h"

namespace gaitbench {

bool ExcludesZero(const std::optional<Interval>& interval) {
  return interval && (interval->low > 0 || interval->high < 0);
}

bool DifferenceHolds(Sample a, Sample b, const std::optional<Interval>& interval,
                     const ComparisonOptions& options) {
  if (!ExcludesZero(interval)) return false;
  const auto enough = static_cast<size_t>(options.enough_seeds);
  if (std::min(a.size(), b.size()) >= enough) return true;
  const std::optional<WelchResult> welch = WelchTest(a, b);
  return welch && welch->p < 1 - options.interval;
}

std::string DifferenceHoldsMeaning(const ComparisonOptions& options) {
  return fmt::format(
      "the interval of the difference excludes 0 (with fewer than {} seeds, Welch's p is below {} "
      "too)",
      options.enough_seeds, FixedText(1 - options.interval, 2));
}

}  // namespace gaitbench
