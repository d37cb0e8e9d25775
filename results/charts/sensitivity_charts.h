// Returns over a setting of a grid: one chart per environment and numeric axis.
#pragma once

#include <vector>

#include "results/charts/charts.h"

namespace gaitbench {

// A line for each combination of the other settings, with the intervals of its means as a band; and
// scores over the number of tuned settings. None where no axis has numbers.
std::vector<Chart> SensitivityCharts(const Tables& tables);

}  // namespace gaitbench
