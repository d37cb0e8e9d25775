// How soon a variant learns: the mean over training, and the env steps until a return is reached.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/compare/score_scale.h"
#include "results/log/json_fields.h"

namespace gaitbench {

// One (environment, variant).
struct SampleEfficiency {
  std::string environment{}, variant{};
  bool of_evaluations = false;  // returns are those of evaluations in training
  double area = 0;              // under the curve of mean returns over its length, mean over seeds
  std::optional<Interval> area_interval{};
  // of score 0.5; the others: none where the environment has no scale
  std::optional<double> threshold{};
  int64_t num_reached = 0, num_seeds = 0, num_diverged = 0;
  // median env steps until the mean of the last iterations' returns, or an evaluation, is there;
  // infinite for a seed that never was, as one that diverged
  std::optional<double> steps{};
  std::optional<Interval> steps_interval{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment);
    visit("variant", self.variant);
    visit("of_evaluations", IfPresent(self.of_evaluations ? &self.of_evaluations : nullptr),
          FieldInfo{"true where returns are those of evaluations in training"});
    visit("num_seeds", self.num_seeds);
    visit("area_under_curve", self.area,
          FieldInfo{"under the curve of mean returns over its length, mean over seeds"});
    visit("area_under_curve_interval", self.area_interval);
    visit("area_unit", kReturnUnit);
    visit("threshold", self.threshold, FieldInfo{"return of score 0.5"});
    visit("num_diverged", IfPresent(self.num_diverged > 0 ? &self.num_diverged : nullptr),
          FieldInfo{"seeds that did: not in the area, and not at the threshold"});
    visit("num_reached", self.num_reached, FieldInfo{"seeds that came to the threshold"});
    visit("median_steps_to_threshold", self.steps);
    visit("median_steps_to_threshold_interval", self.steps_interval);
    visit("steps_unit", FixedWord("env steps"));
  }
};

// Of each (environment, variant), over the finished seeds of the comparison.
std::vector<SampleEfficiency> SampleEfficiencies(std::span<const RunLog> logs,
                                                 const Comparison& comparison,
                                                 const std::vector<ScoreScale>& scales);

}  // namespace gaitbench
