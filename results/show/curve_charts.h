// Charts over env steps: a column of the run logs, its mean over seeds and its single seeds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/show/charts.h"

namespace gaitbench {

// Returns with a band, one chart per environment.
std::vector<Chart> ReturnCharts(std::span<const RunLog> logs, const Tables& tables);

// KL and ratios, in training and held out, as they are and as the paper shows them, where measured.
std::vector<Chart> TrustRegionCharts(std::span<const RunLog> logs, const Tables& tables);

}  // namespace gaitbench
