// Learning curves of one variant on one environment: the mean over seeds at each iteration, with a
// band; what a curve is worth as one number; and the running mean through which the paper shows KL
// and ratios.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "results/log/run_log.h"
#include "results/statistics/intervals.h"

namespace gaitbench {

struct Curve {
  std::vector<double> env_steps{};
  std::vector<double> mean{};       // NaN where no seed has a value
  std::vector<double> num_seeds{};  // that reached the iteration with a value
};

Curve CurveOf(std::span<const RunLog* const> runs, std::string_view column);

// Seconds of training up to the end of each iteration; NaN from where they were not measured.
std::vector<double> TrainingSeconds(const RunLog& run);

// Of each iteration the median over the runs that came so far, never less than before.
std::vector<double> MedianTrainingSeconds(std::span<const RunLog* const> runs);

// The mean's pointwise band at each of these iterations; NaN where fewer than two seeds have a
// value. Whole runs are resampled, so that neighbouring points move together.
std::vector<Interval> BandOfMean(std::span<const RunLog* const> runs, std::string_view column,
                                 std::span<const size_t> iterations,
                                 const BootstrapOptions& options);

// Of the returns that a run is judged by (JudgedReturns): their mean over training, which is the
// area under the curve over its length, NaN where nothing was measured; and the env steps until the
// mean of the last `window` iterations, fewer in a run that has fewer, or one evaluation, which is
// a mean of episodes already, reached the threshold, none if it never did.
double AreaUnderCurve(const RunLog& run);
std::optional<double> StepsToReach(const RunLog& run, double threshold,
                                   int64_t window = kFinalIterations);

// Mean of the last `window` values up to each, fewer at the start; values that are not measured are
// left out. Figures 2 to 4 of Engstrom et al. 2020 show KL and ratios like this, over 100 rows.
std::vector<double> RunningMean(Sample values, int64_t window = 100);

}  // namespace gaitbench
