// How fast the runs of a variant went. Differs from machine to machine; never part of a result.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <span>
#include <string>
#include <vector>

#include "results/log/run_log.h"

namespace gaitbench {

struct VariantSpeed {
  std::string environment{}, variant{};
  double env_steps_per_second = 0;  // of a run, mean over seeds
  double physics_share = 0;         // of the wall time of all seeds
  double seconds = 0;               // of all seeds
  double env_steps = 0;             // of all seeds
};

// Of each cell (results/log/cells.h) with timed runs.
std::vector<VariantSpeed> SpeedsOf(std::span<const RunLog> logs);

}  // namespace gaitbench
