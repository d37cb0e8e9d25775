// The tables of which Tables are made, each from its part of the results.
#pragma once

#include "results/show/table.h"

namespace gaitbench {

// Variants by environments; AAI and ACLI below.
Table ReturnsTable(const Comparison& comparison);

// Variants by statistics over all environments.
Table ScoresTable(const Aggregates& aggregates, const ComparisonOptions& options);

// Main effects and interactions of one environment's grid.
Table EffectsTable(const Factorial& factorial, const ComparisonOptions& options);

// What others published for the environments' robots and the variants of the comparison.
Table PublishedTable(const Comparison& comparison);

// "95 %"
std::string PercentText(double level);

}  // namespace gaitbench
