// One number of ours beside the paper's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "results/statistics/intervals.h"

namespace gaitbench {

struct PaperCell {
  std::string environment{};   // ours; the paper's has the same robot, on v2
  std::string variant{};       // or "AAI", "ACLI", or a switch of a grid
  int64_t num_seeds = 0;       // ours; 0 for an index
  double here = 0, paper = 0;  // mean returns, or what the switch changes them by
  std::optional<Interval> here_interval{}, paper_interval{};
  double difference = 0;  // here - paper
  std::optional<Interval> difference_interval{};
};

}  // namespace gaitbench
