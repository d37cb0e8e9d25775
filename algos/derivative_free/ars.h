// Augmented random search: finite differences along random directions (Mania et al. 2018,
// arXiv:1803.07055, algorithm 2).
//
// Axes: N directions, P parameters.
#pragma once

#include "algos/derivative_free/search.h"

namespace gaitbench {

// Scores of the candidates parameters + direction_std x direction (plus) and minus it.
struct ScoredDirections {
  std::span<const double> directions;   // [N,P]
  std::span<const double> plus, minus;  // [N]
};

// parameters [P] += step_size / (b sigma) x sum of (plus - minus) x direction over the b directions
// with the best candidates; sigma, with reward_std_scaling, is the deviation of their 2b scores
// (divided by 2b), else 1.
void ArsStep(const DerivativeFreeSettings& settings, const ScoredDirections& scored,
             std::span<double> parameters);

std::unique_ptr<Search> MakeArs(const DerivativeFreeSettings& settings, SearchStart start);

}  // namespace gaitbench
