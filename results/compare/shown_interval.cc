#include "results/compare/shown_interval.h"

#include <fmt/format.h>

#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

std::string PercentileText(const ComparisonOptions& options) {
  return fmt::format("percentile bootstrap over seeds, {} resamples", options.resamples);
}

}  // namespace

std::optional<Interval> MeanInterval(Sample sample, const ComparisonOptions& options) {
  if (options.intervals == IntervalKind::kPercentile)
    return PercentileInterval(sample, Mean, options.Bootstrap());
  return EstimateMean(sample).interval(options.interval);
}

std::optional<Interval> DifferenceInterval(Sample a, Sample b, const ComparisonOptions& options) {
  if (options.intervals == IntervalKind::kPercentile)
    return MeanDifferenceInterval(a, b, options.Bootstrap());
  return MeanDifference(EstimateMean(a), EstimateMean(b)).interval(options.interval);
}

std::string MeanIntervalText(const ComparisonOptions& options) {
  return options.intervals == IntervalKind::kPercentile ? PercentileText(options) : "Student's t";
}

std::string DifferenceIntervalText(const ComparisonOptions& options) {
  return options.intervals == IntervalKind::kPercentile ? PercentileText(options) : "Welch's t";
}

}  // namespace gaitbench
