// Means of independent samples that need not vary alike, and weighted sums of such means: Welch
// 1947, with the degrees of freedom of Satterthwaite 1946.
#pragma once

#include <optional>
#include <span>

#include "results/statistics/intervals.h"

namespace gaitbench {

struct MeanEstimate {
  double value = 0;
  double error = 0;  // standard error; 0: nothing varies; NaN: a single value tells no spread
  double degrees_of_freedom = 0;

  // By Student's t; a point where nothing varies, none where the spread is not known or a bound is
  // beyond what a double holds.
  std::optional<Interval> interval(double level) const;
  // The same by the chance that it does not cover, which may be far below the spacing of levels.
  std::optional<Interval> interval_of_size(double alpha) const;

  // P values by Student's t, none where nothing varies or the spread is not known: of "it is at
  // most 0", "it is at least 0" and "it is 0".
  std::optional<double> p_above() const;
  std::optional<double> p_below() const;
  std::optional<double> p_two_sided() const;
};

MeanEstimate EstimateMean(Sample sample);

// sum of weights[i] * means[i], the means being independent
MeanEstimate WeightedSum(std::span<const MeanEstimate> means, std::span<const double> weights);

MeanEstimate MeanDifference(const MeanEstimate& a, const MeanEstimate& b);

// Student's, of two samples' means as if both had one spread.
MeanEstimate PooledDifference(const MeanEstimate& a, const MeanEstimate& b);

}  // namespace gaitbench
