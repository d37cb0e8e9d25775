#include "results/compare/difference.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/ranges.h>

#include "results/compare/shown_interval.h"
#include "results/log/parallel.h"
#include "results/statistics/effect_size.h"
#include "results/statistics/planner.h"

namespace gaitbench {
namespace {

// Of one of so many differences (Bonferroni).
double AlphaOf(const Difference& difference, const ComparisonOptions& options) {
  return (1 - options.interval) / static_cast<double>(difference.family);
}

// A spread is known, and what keeps the better one from being called so is no divergence.
bool MayBePlanned(const VariantResult& a, const VariantResult& b) {
  if (!a.standard_deviation || !b.standard_deviation) return false;
  const VariantResult& better = *a.mean > *b.mean ? a : b;
  return *a.standard_deviation + *b.standard_deviation > 0 && better.diverged.empty();
}

std::optional<int64_t> SeedsToTellApart(const VariantResult& a, const VariantResult& b,
                                        double alpha) {
  if (!MayBePlanned(a, b) || *a.mean == *b.mean) return std::nullopt;
  try {
    return SeedsForPower(*a.mean - *b.mean, *a.standard_deviation, *b.standard_deviation,
                         kPlannedPower, alpha);
  } catch (const ConfigError&) {
    return std::nullopt;
  }
}

std::optional<double> Detectable(const VariantResult& a, const VariantResult& b, double alpha) {
  const auto fewest = static_cast<int64_t>(std::min(a.returns.size(), b.returns.size()));
  if (!MayBePlanned(a, b) || std::cmp_less(fewest, kFewestSeeds)) return std::nullopt;
  return DetectableDifference(*a.standard_deviation, *b.standard_deviation, fewest, kPlannedPower,
                              alpha);
}

Difference DifferenceOf(const VariantResult& a, const VariantResult& b,
                        const ComparisonOptions& comparison_options) {
  const BootstrapOptions options = comparison_options.Bootstrap();
  Difference difference{.environment = a.environment, .a = a, .b = b};
  difference.value = *a.mean - *b.mean;
  difference.interval = DifferenceInterval(a.returns, b.returns, comparison_options);
  difference.percentile_interval = MeanDifferenceInterval(a.returns, b.returns, options);
  if (*b.mean != 0) difference.relative = difference.value / std::abs(*b.mean);
  if (const auto welch = WelchTest(a.returns, b.returns))
    difference.welch = AdjustedWelchResult{*welch};
  difference.mann_whitney = MannWhitneyTest(a.returns, b.returns);
  difference.permutation = PermutationTest(a.returns, b.returns, options);
  difference.cohen_d = CohenD(a.returns, b.returns);
  difference.cliff_delta = CliffDelta(a.returns, b.returns);
  difference.probability_of_improvement = ProbabilityOfImprovement(a.returns, b.returns);
  difference.probability_of_improvement_interval =
      ProbabilityOfImprovementInterval(a.returns, b.returns, options);
  return difference;
}

struct Pair {
  const VariantResult *a, *b;
};

// Of each environment, if both have finished runs there.
void AddPairs(const Comparison& comparison, const std::string& variant_a,
              const std::string& variant_b, std::vector<Pair>& pairs) {
  for (const std::string& environment : comparison.environments) {
    const VariantResult* a = comparison.Find(environment, variant_a);
    const VariantResult* b = comparison.Find(environment, variant_b);
    if (a && b && a->mean && b->mean) pairs.push_back({a, b});
  }
}

std::vector<Difference> DifferencesOf(const std::vector<Pair>& pairs,
                                      const ComparisonOptions& options) {
  std::vector<Difference> differences(pairs.size());
  ForEachIndex(pairs.size(),
               [&](size_t i) { differences[i] = DifferenceOf(*pairs[i].a, *pairs[i].b, options); });
  return differences;
}

// What follows from all of them.
void Complete(const ComparisonOptions& options, std::vector<Difference>& differences) {
  TestTogether(options.interval, differences);
  ForEachIndex(differences.size(), [&](size_t i) {
    Difference& difference = differences[i];
    difference.seeds_to_tell_apart =
        SeedsToTellApart(difference.a, difference.b, AlphaOf(difference, options));
  });
}

void CheckVariant(const Comparison& comparison, const std::string& variant) {
  const auto& known = comparison.variants;
  if (std::find(known.begin(), known.end(), variant) != known.end()) return;
  std::string problem = "no runs of this variant; there are runs of ";
  for (const std::string& name : known) problem += (name == known.front() ? "" : ", ") + name;
  throw ConfigError(variant, problem);
}

// Finished runs that the statistic has no number of tell what makes one.
ConfigError NothingToCompare(const Comparison& comparison, const std::string& variant_a,
                             const std::string& variant_b) {
  std::vector<std::string> unmeasured;
  for (const std::string& variant : {variant_a, variant_b}) {
    const bool any = std::ranges::any_of(comparison.results, [&](const VariantResult& result) {
      return result.variant == variant && !result.mean && !result.unmeasured.empty();
    });
    if (any) unmeasured.push_back(variant);
  }
  if (unmeasured.empty())
    return ConfigError(
        "", "no environment has finished runs of both " + variant_a + " and " + variant_b);
  return ConfigError("", fmt::format("the runs of {} have no {}", fmt::join(unmeasured, " and of "),
                                     comparison.options.statistic == Metric::kEvaluationMeanReturn
                                         ? "evaluation, which `gaitbench evaluate DIR` makes"
                                         : "episode"));
}

}  // namespace

void TestTogether(double level, std::vector<Difference>& differences) {
  std::vector<TestOfFamily> family;
  for (Difference& difference : differences) {
    auto& welch = difference.welch;
    family.push_back(welch ? TestOfFamily{welch->p, &welch->p_holm} : TestOfFamily{});
  }
  CorrectTogether(family);
  for (Difference& difference : differences) {
    difference.family = static_cast<int64_t>(differences.size());
    if (!difference.welch) continue;
    difference.holds = DifferenceHolds(difference.a, difference.b, difference.welch->p_holm, level);
  }
}

std::vector<Difference> DifferencesToFirst(const Comparison& comparison) {
  std::vector<Pair> pairs;
  for (size_t i = 1; i < comparison.variants.size(); ++i)
    AddPairs(comparison, comparison.variants[i], comparison.variants[0], pairs);
  std::vector<Difference> differences = DifferencesOf(pairs, comparison.options);
  Complete(comparison.options, differences);
  return differences;
}

std::vector<Difference> Differences(const Comparison& comparison, const std::string& variant_a,
                                    const std::string& variant_b) {
  CheckVariant(comparison, variant_a);
  CheckVariant(comparison, variant_b);
  std::vector<Pair> pairs;
  AddPairs(comparison, variant_a, variant_b, pairs);
  std::vector<Difference> differences = DifferencesOf(pairs, comparison.options);
  Complete(comparison.options, differences);
  for (Difference& difference : differences)
    difference.detectable =
        Detectable(difference.a, difference.b, AlphaOf(difference, comparison.options));
  if (differences.empty()) throw NothingToCompare(comparison, variant_a, variant_b);
  return differences;
}

Judged JudgedOf(const std::vector<Difference>& differences) {
  Judged judged;
  for (const Difference& difference : differences) {
    judged.Add(difference.a.of_evaluations);
    judged.Add(difference.b.of_evaluations);
  }
  return judged;
}

Difference DifferenceBetween(const VariantResult& a, const VariantResult& b,
                             const ComparisonOptions& options) {
  std::vector<Difference> alone = {DifferenceOf(a, b, options)};
  Complete(options, alone);
  return alone.front();
}

nlohmann::ordered_json ToJson(const std::vector<Difference>& differences,
                              const ComparisonOptions& options) {
  return WriteJson(DifferencesDocument{options, differences});
}

}  // namespace gaitbench
