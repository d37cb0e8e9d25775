// Whether runs that are trained at once fit into memory together.
#pragma once

#include <cstdint>
#include <span>

#include "algos/run/run.h"

namespace gaitbench {

// Throws ConfigError where as many of the runs that are `left`, given by their places, as there are
// workers come to hold more than `memory` bytes: one alone, or that many together.
void CheckMemory(std::span<const RunSpec> runs, std::span<const size_t> left, int64_t num_workers,
                 double memory);

}  // namespace gaitbench
