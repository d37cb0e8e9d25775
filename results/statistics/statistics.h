// Statistics of one sample of numbers, each with the definition that its name has in NumPy or
// SciPy. Nothing here knows of runs. A sample must not be empty; a NaN in it makes the result NaN.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace gaitbench {

using Sample = std::span<const double>;
using Statistic = std::function<double(Sample)>;

// Finite wherever the values are: a sum that overflows is taken of smaller values.
double Mean(Sample sample);

// Two passes, n - 1 in the denominator; 0 of equal values, whatever their mean rounds to. None for
// one value.
std::optional<double> StandardDeviation(Sample sample);

// Linear interpolation between order statistics (NumPy's default). Between two equal values,
// infinite ones too, it is that value.
double Quantile(Sample sample, double probability);
double QuantileOfSorted(Sample sorted, double probability);

// A power of two that makes the largest of the values 1 or a little more; 1 for zeros and for what
// is not finite. Multiplying by it loses no bit, and sums and squares of the products are finite.
double ScaleToOne(Sample sample);

double Median(Sample sample);

// Mean of what is left when floor(n / 4) values are dropped from each end:
// scipy.stats.trim_mean(sample, 0.25), the IQM of Agarwal et al. 2021 (arXiv:2108.13264).
double InterquartileMean(Sample sample);

// Ascending; NaN anywhere makes every element NaN, so that order statistics are NaN too.
std::vector<double> Sorted(Sample sample);

}  // namespace gaitbench
