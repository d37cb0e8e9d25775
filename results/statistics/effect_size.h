// How large a difference between two samples is, apart from whether it is there.
#pragma once

#include <optional>

#include "results/statistics/intervals.h"

namespace gaitbench {

// Difference of means over the pooled standard deviation (Cohen 1988). None where neither sample
// varies or one has a single value.
std::optional<double> CohenD(Sample a, Sample b);

// P(A > B) + P(A = B) / 2 over all pairs: the probability that a run of a is better than a run of
// b.
double ProbabilityOfImprovement(Sample a, Sample b);
std::optional<Interval> ProbabilityOfImprovementInterval(Sample a, Sample b,
                                                         const BootstrapOptions& options);

// P(A > B) - P(A < B), in [-1, 1] (Cliff 1993)
double CliffDelta(Sample a, Sample b);

}  // namespace gaitbench
