// Study -> runs, each with its settings resolved.
#pragma once

#include <vector>

#include "algos/trainer.h"
#include "bench/study.h"

namespace gaitbench {

// Every run of the study, by environment, variant and seed. A run's settings are, each over the one
// before: the preset (for the environment's robot), the base's switches unless the variant names
// its own preset, the study's per_environment, the variant's switches, the variant's
// per_environment. Throws ConfigError with the JSON path where one of them does not fit.
std::vector<RunSpec> MakePlan(const Study& study, const std::string& where);

// The order in which workers should take them: longest first, so that all cores end together.
std::vector<size_t> LongestFirst(const std::vector<RunSpec>& runs);

}  // namespace gaitbench
