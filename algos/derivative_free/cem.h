// The cross-entropy method: a diagonal Gaussian over parameters, fitted to the best of its samples
// (Rubinstein & Kroese 2004, section 5.1), with variance added in the beginning (Szita & Lorincz
// 2006).
//
// Axes: K candidates, P parameters.
#pragma once

#include "algos/derivative_free/search.h"

namespace gaitbench {

struct SearchGaussian {
  std::vector<double> mean, std;  // [P]
};

// Moves by `smoothing` towards mean and deviation (with n in the denominator) of the elites among
// candidates [K,P] with scores [K].
void CemStep(const DerivativeFreeSettings& settings, std::span<const double> candidates,
             std::span<const double> scores, SearchGaussian& gaussian);

// The variance added to each parameter's in generation `generation`.
double ExtraVariance(const DerivativeFreeSettings& settings, int64_t generation);

std::unique_ptr<Search> MakeCem(const DerivativeFreeSettings& settings, SearchStart start);

}  // namespace gaitbench
