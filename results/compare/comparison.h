// Run logs -> what can be said of each (environment, variant): the return at the end of training
// over seeds, with intervals, and aloud whatever weakens it. Seeds are the unit: one number per
// run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/metric.h"
#include "results/paper/paper_indices.h"

namespace gaitbench {

// A seed that is not in the mean, or is in it with a reservation, and why.
struct SeedNote {
  int64_t seed = 0;
  std::string note{};
};

// One (environment, variant).
struct VariantResult {
  std::string environment{};
  std::string variant{};
  std::vector<int64_t> seeds{};   // finished, ascending
  std::vector<double> returns{};  // of those seeds, by the metric
  std::vector<SeedNote> diverged{}, unfinished{}, missing{}, unmeasured{};  // not in `returns`
  std::vector<std::string> flags{};  // sentences: what a reader must know beside the number
  int64_t num_iterations = 0;        // of the longest finished run
  double env_steps = 0;              // of the longest finished run

  // none without finished runs; the intervals none for a single one
  std::optional<double> mean{}, standard_deviation{}, median{}, interquartile_mean{};
  std::optional<Interval> mean_interval{}, median_interval{}, interquartile_mean_interval{};
  std::optional<Interval> mean_bca_interval{}, mean_student_interval{};

  // the highest mean of its environment, and the difference to each other variant holds (claims.h)
  bool clearly_best = false;
};

struct Comparison {
  ComparisonOptions options{};
  std::vector<std::string> environments{};  // in order of first appearance in the logs
  std::vector<std::string> variants{};      // in display order
  std::vector<VariantResult> results{};     // by environment, then variant
  std::vector<PaperIndex> indices{};
  nlohmann::ordered_json provenance{};  // key -> the distinct values over all runs

  // null where no such run was begun
  const VariantResult* Find(std::string_view environment, std::string_view variant) const;
};

Comparison CompareRuns(std::span<const RunLog> logs, const ComparisonOptions& options);

// tables.json: every number at full precision, with unit, seeds, statistic, interval and flags
// beside it.
nlohmann::ordered_json ToJson(const Comparison& comparison);

}  // namespace gaitbench
