#include "results/compare/difference.h"

#include <algorithm>
#include <cmath>

#include "results/statistics/effect_size.h"
#include "results/statistics/planner.h"

namespace gaitbench {
namespace {

std::optional<int64_t> SeedsToTellApart(const VariantResult& a, const VariantResult& b) {
  constexpr double kPower = 0.8, kAlpha = 0.05;
  const double spread = a.standard_deviation.value_or(0) + b.standard_deviation.value_or(0);
  if (!a.standard_deviation || !b.standard_deviation || spread == 0 || *a.mean == *b.mean)
    return std::nullopt;
  try {
    return SeedsForPower(*a.mean - *b.mean, *a.standard_deviation, *b.standard_deviation, kPower,
                         kAlpha);
  } catch (const ConfigError&) {
    return std::nullopt;
  }
}

Difference DifferenceOf(const VariantResult& a, const VariantResult& b,
                        const ComparisonOptions& comparison_options) {
  const BootstrapOptions options = comparison_options.Bootstrap();
  Difference difference{.environment = a.environment, .a = a, .b = b};
  difference.value = *a.mean - *b.mean;
  difference.interval = MeanDifferenceInterval(a.returns, b.returns, options);
  difference.holds = DifferenceHolds(a.returns, b.returns, difference.interval, comparison_options);
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
  difference.seeds_to_tell_apart = SeedsToTellApart(a, b);
  return difference;
}

void AdjustOverEnvironments(std::vector<Difference>& differences) {
  std::vector<double> p_values;
  for (const Difference& difference : differences) {
    if (difference.welch) p_values.push_back(difference.welch->p);
  }
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  size_t next = 0;
  for (Difference& difference : differences) {
    if (difference.welch) difference.welch->p_holm = adjusted[next++];
  }
}

void CheckVariant(const Comparison& comparison, const std::string& variant) {
  const auto& known = comparison.variants;
  if (std::find(known.begin(), known.end(), variant) != known.end()) return;
  std::string problem = "no runs of this variant; there are runs of ";
  for (const std::string& name : known) problem += (name == known.front() ? "" : ", ") + name;
  throw ConfigError(variant, problem);
}

}  // namespace

std::vector<Difference> DifferencesOrNone(const Comparison& comparison,
                                          const std::string& variant_a,
                                          const std::string& variant_b) {
  std::vector<Difference> differences;
  for (const std::string& environment : comparison.environments) {
    const VariantResult* a = comparison.Find(environment, variant_a);
    const VariantResult* b = comparison.Find(environment, variant_b);
    if (a && b && a->mean && b->mean)
      differences.push_back(DifferenceOf(*a, *b, comparison.options));
  }
  AdjustOverEnvironments(differences);
  return differences;
}

std::vector<Difference> Differences(const Comparison& comparison, const std::string& variant_a,
                                    const std::string& variant_b) {
  CheckVariant(comparison, variant_a);
  CheckVariant(comparison, variant_b);
  std::vector<Difference> differences = DifferencesOrNone(comparison, variant_a, variant_b);
  if (differences.empty())
    throw ConfigError(
        "", "no environment has finished runs of both " + variant_a + " and " + variant_b);
  return differences;
}

nlohmann::ordered_json ToJson(const std::vector<Difference>& differences,
                              const ComparisonOptions& options) {
  return WriteJson(DifferencesDocument{options, differences});
}

}  // namespace gaitbench
