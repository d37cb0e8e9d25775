// What a sequential design will take and find, by effect size: studies of normal returns, simulated
// and decided as real ones are.
#pragma once

#include <vector>

#include "results/decide/decision.h"

namespace gaitbench {

struct ExpectedSeeds {
  double effect = 0;          // in standard deviations of a run's return
  double decided = 0;         // share of studies
  double expected_seeds = 0;  // of each variant
};

// The effect is the difference of two variants, both differences of a 2x2's claim, the change that
// a switch makes, or each step of a ranking. Of each as many studies as given are simulated.
std::vector<ExpectedSeeds> ExpectSeeds(const SequentialDesign& design,
                                       const EnvironmentLooks& looks,
                                       const std::vector<double>& effects, int64_t num_studies);

}  // namespace gaitbench
