// How soon one variant learns on one environment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "results/statistics/intervals.h"

namespace gaitbench {

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

}  // namespace gaitbench
