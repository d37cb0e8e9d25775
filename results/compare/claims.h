// When variants may be said to differ: by Welch's test, after Holm's correction for all that is
// looked at together, of variants whose runs all count.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "results/compare/variant_result.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {

// Enough seeds, and none diverged: a mean of the runs that did not is no mean of the variant.
bool MeanStandsForAllRuns(const VariantResult& result);

// Both have enough seeds, and of the better one no run diverged.
bool MayBeCalledBetter(const VariantResult& better, const VariantResult& other);

// p_holm is at most 1 - level, and the better one may be called so.
bool DifferenceHolds(const VariantResult& a, const VariantResult& b,
                     const std::optional<double>& p_holm, double level);

// Marks in each environment the variant with the highest mean if that is claimed: the largest p of
// Welch's tests against the others, by Holm over the environments, is at most 1 - level. Taking the
// best to the test costs no correction over variants (Gutmann & Maymin 1987, Annals of Statistics
// 15, 456-461): the test against the second best is the one that must not err.
// `environments` has the results of one environment each.
void MarkBest(std::span<const std::span<VariantResult>> environments, double level);

bool ExcludesZero(const std::optional<Interval>& interval);

// "Welch's p is at most 0.05 after Holm's correction over ...": what `holds` asks for.
std::string HoldsMeaning(double level, const std::string& family);

}  // namespace gaitbench
