// Every trained policy of a directory, evaluated: the tables' statistic evaluation_mean_return.
#pragma once

#include <filesystem>

#include "algos/run/evaluation.h"

namespace gaitbench {

// Leaves evaluation.json beside each run log of a run that has ended, with the episodes that the
// request asks for; `request.policy` is not read. Says how many on stdout.
void EvaluateRuns(const std::filesystem::path& directory, EvaluationRequest request);

}  // namespace gaitbench
