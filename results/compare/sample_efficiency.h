// How soon a variant learns: the mean over training, and the env steps until a return is reached.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/compare/score_scale.h"

namespace gaitbench {

// One (environment, variant).
struct SampleEfficiency {
  std::string environment{}, variant{};
  double area = 0;  // under the curve of mean returns over its length, mean over seeds
  std::optional<Interval> area_interval{};
  // of half of the paper's PPO (score 0.5); the others: none where the environment has no scale
  std::optional<double> threshold{};
  int64_t num_reached = 0, num_seeds = 0;
  // median env steps until the mean of the last iterations' returns is there; infinite for a seed
  // that never was
  std::optional<double> steps{};
  std::optional<Interval> steps_interval{};
};

// Of each (environment, variant), over the finished seeds of the comparison.
std::vector<SampleEfficiency> SampleEfficiencies(std::span<const RunLog> logs,
                                                 const Comparison& comparison,
                                                 const std::vector<ScoreScale>& scales);

nlohmann::ordered_json ToJson(const SampleEfficiency& efficiency);

}  // namespace gaitbench
