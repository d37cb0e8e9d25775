// The intervals of means and differences that tables show, of the kind that the options ask for.
#pragma once

#include <optional>
#include <string>

#include "results/compare/metric.h"

namespace gaitbench {

std::optional<Interval> MeanInterval(Sample sample, const ComparisonOptions& options);

// Of mean(a) - mean(b).
std::optional<Interval> DifferenceInterval(Sample a, Sample b, const ComparisonOptions& options);

// "Student's t", "percentile bootstrap over seeds, 1000 resamples"; of differences "Welch's t"
std::string MeanIntervalText(const ComparisonOptions& options);
std::string DifferenceIntervalText(const ComparisonOptions& options);

}  // namespace gaitbench
