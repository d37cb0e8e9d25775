// What can be said of the difference between two variants on one environment: its interval and
// Welch's test first, then other tests and effect sizes. Runs of different variants are taken as
// independent, also where they have the same seeds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/compare/claims.h"
#include "results/compare/comparison.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {

// One of the two, as it stands beside their difference.
struct DifferenceSide {
  const VariantResult& result;

  static constexpr const char* kSchemaName = "side";
  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("variant", self.result.variant);
    visit("name", DisplayName(self.result.variant), FieldInfo{"as shown to people"});
    visit("num_seeds", static_cast<int64_t>(self.result.seeds.size()));
    visit("seeds", self.result.seeds);
    visit("mean", self.result.mean);
    visit("mean_interval", self.result.mean_interval);
    visit("flags", self.result.flags);
  }
};

struct AdjustedWelchResult : WelchResult {
  std::optional<double> p_holm{};  // over the differences that are looked at together

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    WelchResult::Fields(self, visit);
    visit("p_holm", self.p_holm, FieldInfo{"over the differences of this list"});
  }
};

struct Difference {
  std::string environment{};
  VariantResult a{}, b{};
  double value = 0;  // mean of a minus mean of b
  // of the kind that the options name; these and the others: none where undefined
  std::optional<Interval> interval{}, percentile_interval{};
  std::optional<double> relative{};  // value over |mean of b|
  std::optional<AdjustedWelchResult> welch{};
  MannWhitneyResult mann_whitney{};
  PermutationResult permutation{};
  std::optional<double> cohen_d{};
  double cliff_delta = 0;
  double probability_of_improvement = 0.5;  // that a run of a beats a run of b
  std::optional<Interval> probability_of_improvement_interval{};
  // differences looked at together, this one among them
  int64_t family = 1;
  // seeds of each variant with which Welch's test would find a difference of this size with power
  // 0.8 at (1 - level of intervals) / family, if the spread were as here; none where that is
  // undefined or too many to plan
  std::optional<int64_t> seeds_to_tell_apart{};
  // the smallest difference that Welch's test at that level finds with power 0.8 at these seeds and
  // this spread; of `compare`
  std::optional<double> detectable{};

  bool holds = false;  // claims.h
  // what is claimed where a study looked several times at its runs; empty: it looked once
  std::string several_looks{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("a", DifferenceSide{self.a});
    visit("b", DifferenceSide{self.b});
    visit("unit", kReturnUnit);
    visit("difference", self.value, FieldInfo{"mean of a minus mean of b"});
    visit(
        "interval", self.interval,
        FieldInfo{"of the kind that the options name; a repeated one where several_looks says so"});
    visit("percentile_interval", self.percentile_interval,
          FieldInfo{"percentile bootstrap, both resampled"});
    visit("interval_excludes_zero", ExcludesZero(self.interval));
    visit("holds", self.holds,
          FieldInfo{"the two may be said to differ: p_holm is at most 1 - level, of three seeds or "
                    "more, and of the better one no run diverged"});
    visit("several_looks", IfPresent(self.several_looks.empty() ? nullptr : &self.several_looks),
          FieldInfo{"what is claimed where the study looked several times at its runs"});
    visit("relative_difference", self.relative, FieldInfo{"over |mean of b|"});
    visit("welch", IfPresent(self.welch), FieldInfo{"where it is defined"});
    visit("mann_whitney", self.mann_whitney);
    visit("permutation", self.permutation);
    visit("cohen_d", self.cohen_d);
    visit("cliff_delta", self.cliff_delta);
    visit("probability_of_improvement", self.probability_of_improvement,
          FieldInfo{"that a run of a beats a run of b"});
    visit("probability_of_improvement_interval", self.probability_of_improvement_interval);
    visit("seeds_to_tell_apart", self.seeds_to_tell_apart,
          FieldInfo{"of each variant, for power 0.8 at 1 - level of intervals over the number of "
                    "differences looked at"});
    visit("detectable_difference", IfPresent(self.detectable),
          FieldInfo{"of compare: the smallest that is found with power 0.8 at these seeds, at 1 - "
                    "level of intervals over the number of differences"});
  }
};

// Holm's correction of Welch's p over the differences, and which of them hold.
void TestTogether(double level, std::vector<Difference>& differences);

// Each variant against the first, environment by environment, where both have finished runs;
// tested together.
std::vector<Difference> DifferencesToFirst(const Comparison& comparison);

// One per environment where both variants have finished runs, in the comparison's order, tested
// together; ConfigError where there is none, or where a name is unknown.
std::vector<Difference> Differences(const Comparison& comparison, const std::string& variant_a,
                                    const std::string& variant_b);

// Which returns their means are of.
Judged JudgedOf(const std::vector<Difference>& differences);

// What `gaitbench compare --json` prints.
struct DifferencesDocument {
  const ComparisonOptions& options;
  const std::vector<Difference>& differences;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("schema", FixedWord("gaitbench.comparison"));
    visit("version", FixedNumber<2>(),
          FieldInfo{"1: release 0.1.0; 2: intervals and holds by Welch's t, percentile_interval"});
    visit("statistic", MetricDescription(self.options, JudgedOf(self.differences)),
          FieldInfo{"the number that stands for one run"});
    visit("options", self.options);
    visit("differences", self.differences, FieldInfo{"one per environment"});
  }
};

nlohmann::ordered_json ToJson(const std::vector<Difference>& differences,
                              const ComparisonOptions& options);

// Of two results that stand alone.
Difference DifferenceBetween(const VariantResult& a, const VariantResult& b,
                             const ComparisonOptions& options);

}  // namespace gaitbench
