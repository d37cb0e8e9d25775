// Differences between two variants in sentences.
#pragma once

#include <string>
#include <vector>

#include "results/compare/difference.h"

namespace gaitbench {

// A paragraph per environment that can be pasted into a paper.
std::string ToText(const std::vector<Difference>& differences, const ComparisonOptions& options);

}  // namespace gaitbench
