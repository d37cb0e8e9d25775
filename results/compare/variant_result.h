// What the runs of one variant on one environment say. Seeds are the unit: one number per run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/statistics/intervals.h"

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

}  // namespace gaitbench
