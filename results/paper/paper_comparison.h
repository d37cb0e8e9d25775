// Our means beside those of Engstrom et al. 2020 (arXiv:2005.12729, tables 2 and 3,
// figure 1).
#pragma once

#include <vector>

#include "results/compare/comparison.h"
#include "results/paper/paper_cell.h"
#include "results/show/table.h"

namespace gaitbench {

// The cells that both have, by environment. Our runs and the paper's are independent, and of the
// paper's only means and intervals are known, so the difference's interval is made of the two:
// Zou & Donner 2008, "Construction of confidence limits about effect measures", equation 5 (MOVER).
std::vector<PaperCell> CompareWithPaper(const Comparison& comparison);

// The main effects that Figure 1 has too: mean of the agents with the switch on minus mean with it
// off, an agent counting as the middle of its bin; interval by bootstrap over the agents of a side.
std::vector<PaperCell> CompareEffectsWithPaper(const std::vector<Factorial>& factorials,
                                               const ComparisonOptions& options);

Interval DifferenceOfIntervals(double a, const Interval& of_a, double b, const Interval& of_b);

// A row per cell: here, the paper, the difference.
Table PaperTable(const Comparison& comparison, const std::vector<PaperCell>& cells);

Table PaperEffectsTable(const std::vector<PaperCell>& cells);

nlohmann::ordered_json ToJson(const PaperCell& cell);

}  // namespace gaitbench
