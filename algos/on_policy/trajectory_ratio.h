// Importance sampling of whole trajectories: a trajectory's density ratio, new over old, is the
// product of its samples' ratios, as the environment's own densities cancel. Products are sums of
// logarithms in double.
//
// Axes: B samples, J trajectories.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/networks/objective.h"

namespace gaitbench {

// Logarithms of the trajectories' ratios [J]. log densities [B]; trajectory [B]: 0 ... J - 1.
std::vector<double> TrajectoryLogRatios(std::span<const float> log_prob,
                                        std::span<const float> old_log_prob,
                                        std::span<const int32_t> trajectory);

// Each sample's advantage times its trajectory's ratio [B]. Their mean estimates what the new
// policy gains over the old, as that is the new policy's expected sum of the old one's advantages
// (Kakade & Langford 2002, lemma 6.1); the ratio of single env steps leaves out how the states
// change.
std::vector<Surrogate> TrajectoryRatioSurrogates(std::span<const float> log_prob,
                                                 std::span<const float> old_log_prob,
                                                 std::span<const float> advantage,
                                                 std::span<const int32_t> trajectory);

// (sum w)^2 / (n sum w^2) of the weights w = exp(log_weight): the effective number of samples (Kish
// 1965; Kong 1992) over their number.
double EffectiveShare(std::span<const double> log_weight);

}  // namespace gaitbench
