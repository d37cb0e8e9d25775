#include "results/compare/claims.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

// The one with the highest mean; null where fewer than two have one.
VariantResult* HighestMean(std::span<VariantResult> results) {
  const auto measured = std::count_if(results.begin(), results.end(),
                                      [](const auto& result) { return result.mean.has_value(); });
  if (measured < 2) return nullptr;
  return &*std::max_element(results.begin(), results.end(), [](const auto& a, const auto& b) {
    return a.mean.value_or(-INFINITY) < b.mean.value_or(-INFINITY);
  });
}

// The largest p against another; 1 where some test is not defined.
double LargestP(const VariantResult& best, std::span<const VariantResult> results) {
  double largest = 0;
  for (const VariantResult& other : results) {
    if (&other == &best || !other.mean) continue;
    const auto welch = WelchTest(best.returns, other.returns);
    largest = std::max(largest, welch && other.returns.size() >= kFewestSeeds ? welch->p : 1);
  }
  return largest;
}

}  // namespace

bool MeanStandsForAllRuns(const VariantResult& result) {
  return result.returns.size() >= kFewestSeeds && result.diverged.empty();
}

bool MayBeCalledBetter(const VariantResult& better, const VariantResult& other) {
  return MeanStandsForAllRuns(better) && other.returns.size() >= kFewestSeeds;
}

bool DifferenceHolds(const VariantResult& a, const VariantResult& b,
                     const std::optional<double>& p_holm, double level) {
  if (!p_holm || *p_holm > 1 - level) return false;
  const bool a_is_better = *a.mean > *b.mean;
  return a_is_better ? MayBeCalledBetter(a, b) : MayBeCalledBetter(b, a);
}

void MarkBest(std::span<const std::span<VariantResult>> environments, double level) {
  std::vector<VariantResult*> candidates;
  std::vector<TestOfFamily> family;
  for (const std::span<VariantResult>& results : environments) {
    VariantResult* best = HighestMean(results);
    if (!best) continue;
    candidates.push_back(best);
    family.push_back({LargestP(*best, results), &best->p_best});
  }
  CorrectTogether(family);
  for (VariantResult* best : candidates)
    best->clearly_best = *best->p_best <= 1 - level && MeanStandsForAllRuns(*best);
}

bool ExcludesZero(const std::optional<Interval>& interval) {
  return interval && (interval->low > 0 || interval->high < 0);
}

std::string HoldsMeaning(double level, const std::string& family) {
  return fmt::format(
      "Welch's p is at most {} after Holm's correction over {}; at least {} seeds, "
      "of the better one none diverged",
      BoundText(1 - level), family, kFewestSeeds);
}

}  // namespace gaitbench
