// Variants of a study whose runs are the same: no setting that acts differs between them.
#pragma once

#include <string>
#include <vector>

#include "bench/study/plan.h"

namespace gaitbench {

// Of two cells of one environment.
bool AreSameRun(const PlanCell& a, const PlanCell& b);

// Of an environment's cells those that are not the same run as one before them.
size_t NumDistinctCells(const Plan& plan, const std::string& environment);

// A sentence for each two of them, beginning with the study's path and naming the environments.
std::vector<std::string> SameVariants(const Plan& plan, const std::string& where);

}  // namespace gaitbench
