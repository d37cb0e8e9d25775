// How fast this machine trains, from a short try.
#pragma once

#include <vector>

#include "algos/run/run.h"

namespace gaitbench {

// Env steps per second of CPU time of each run on one core, measured on shortened iterations of
// untrained policies, evaluations in training counted as EvaluationSteps says. Runs that differ in
// nothing that costs time share one measurement; all of them together take about `seconds`.
std::vector<double> CalibrateRates(const std::vector<RunSpec>& runs, double seconds);

}  // namespace gaitbench
