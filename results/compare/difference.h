// What can be said of the difference between two variants on one environment: its interval first,
// then tests and effect sizes. Runs of different variants are taken as independent, whatever their
// seeds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {

struct Difference {
  std::string environment{};
  VariantResult a{}, b{};
  double value = 0;  // mean of a minus mean of b
  std::optional<Interval>
      interval{};  // percentile bootstrap, both resampled; the others: none where undefined
  std::optional<double> relative{};  // value over |mean of b|
  std::optional<WelchResult> welch{};
  MannWhitneyResult mann_whitney{};
  PermutationResult permutation{};
  std::optional<double> welch_p_holm{};  // over the environments of one comparison
  std::optional<double> cohen_d{};
  double cliff_delta = 0;
  double probability_of_improvement = 0.5;  // that a run of a beats a run of b
  std::optional<Interval> probability_of_improvement_interval{};
  // of each variant, for Welch's test to find a difference this large at level 0.05 with power 0.8,
  // were the spread as here; none where that cannot be said or would be beyond any plan
  std::optional<int64_t> seeds_to_tell_apart{};

  bool holds = false;  // claims.h
};

// One per environment where both variants have finished runs, in the comparison's order.
std::vector<Difference> DifferencesOrNone(const Comparison& comparison,
                                          const std::string& variant_a,
                                          const std::string& variant_b);

// The same; ConfigError where there is none, or where a name is unknown.
std::vector<Difference> Differences(const Comparison& comparison, const std::string& variant_a,
                                    const std::string& variant_b);

nlohmann::ordered_json ToJson(const Difference& difference);

nlohmann::ordered_json ToJson(const std::vector<Difference>& differences,
                              const ComparisonOptions& options);

}  // namespace gaitbench
