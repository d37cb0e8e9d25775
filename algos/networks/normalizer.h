// Running moments, and the two filters between environment and learner: observations and rewards as
// the networks see them. Statistics are never frozen in training and never reset. The rules are
// those of the code released with Engstrom et al. 2020 (arXiv:2005.12729;
// MadryLab/implementation-matters, torch_utils.py).
//
// Axes: O observation size, N environments.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/on_policy/config.h"

namespace gaitbench {

// Mean and sum of squared deviations per dimension, one sample at a time (Welford 1962).
class RunningMoments {
 public:
  explicit RunningMoments(int64_t size) : mean_(size), squares_(size) {}

  void Add(const double* sample);  // [size]

  int64_t count() const { return count_; }
  std::span<const double> mean() const { return mean_; }
  // With n - 1 in the denominator; after one sample |mean|, as in the released code.
  void StandardDeviations(double* result) const;  // [size]

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("count", self.count_);
    visit("mean", self.mean_);
    visit("squares", self.squares_);
  }

 private:
  int64_t count_ = 0;
  std::vector<double> mean_, squares_;
};

class ObservationNormalizer {
 public:
  static constexpr double kEpsilon = 1e-8;  // added to the standard deviation

  ObservationNormalizer(const AlgoConfig& config, int64_t observation_size);

  void Add(const double* observation);                             // [O]
  void Normalize(const double* observation, float* result) const;  // [O] -> [O]

  const RunningMoments& moments() const { return moments_; }

  // From here on these statistics [O], whatever is added.
  void Freeze(std::span<const double> mean, std::span<const double> deviation);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("moments", self.moments_);
  }

 private:
  bool normalizes_, frozen_ = false;
  std::vector<double> frozen_mean_;  // [O]
  double bound_;                     // infinite: none
  RunningMoments moments_;
  mutable std::vector<double> deviation_;  // [O], scratch
};

class RewardFilter {
 public:
  RewardFilter(const AlgoConfig& config, int64_t num_envs);

  // Environment n gave this reward; the result is what the learner sees.
  double Filter(int64_t n, double reward);
  // Environment n was reset because its episode ended, or at an iteration's start.
  void StartEpisode(int64_t n);
  void StartAfterCutoff(int64_t n);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("moments", self.moments_);
    visit("discounted_return", self.discounted_return_);
  }

 private:
  double StandardDeviation() const;

  RewardScaling scaling_;
  bool resets_, resets_at_cutoff_;
  double discount_, bound_, epsilon_;
  RunningMoments moments_;                 // of the discounted return, or of the reward
  std::vector<double> discounted_return_;  // [N], R <- discount R + r
};

}  // namespace gaitbench
