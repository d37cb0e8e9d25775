// Running moments, and the two filters between environment and learner: observations and rewards as
// the networks see them. Statistics are never frozen in training and never reset. The rules are
// those of the code released with Engstrom et al. 2020 (arXiv:2005.12729;
// MadryLab/implementation-matters, torch_utils.py).
//
// Axes: O observation size, N environments.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// Mean and sum of squared deviations per dimension, one sample at a time (Welford 1962).
class RunningMoments {
 public:
  explicit RunningMoments(int64_t size) : mean_(size), squares_(size) {}

  void Add(const double* sample);           // [size]
  void Add(const RunningMoments& samples);  // of the same size (Chan, Golub & LeVeque 1983)

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

// Observations as the networks see them.
struct ObservationFilterSettings {
  bool observation_normalization = true;
  bool observation_clipping = false;
  double observation_clip_range = 10;

  bool operator==(const ObservationFilterSettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInf = std::numeric_limits<double>::infinity(), kTiny = 1e-300;
    visit(
        "observation_normalization", self.observation_normalization,
        FieldInfo{.meaning = "observations minus their running mean, over their running deviation",
                  .source = "Engstrom et al. 2020, item 6; their PPO-M and TRPO keep it on"});
    visit("observation_clipping", self.observation_clipping,
          FieldInfo{.meaning = "bound normalized observations by observation_clip_range",
                    .source = "Engstrom et al. 2020, item 7"});
    visit("observation_clip_range", self.observation_clip_range,
          FieldInfo{"bound", "", kTiny, kInf, "Engstrom et al. 2020: 10"}.When(
              "observation_clipping", "true"));
  }
};

class ObservationNormalizer {
 public:
  static constexpr double kEpsilon = 1e-8;  // added to the standard deviation

  ObservationNormalizer(const ObservationFilterSettings& settings, int64_t observation_size);

  void Add(const double* observation);                             // [O]
  void Normalize(const double* observation, float* result) const;  // [O] -> [O]

  // Rows [B,O] of observations that were kept as float, in place.
  void NormalizeRows(std::span<float> observations) const;

  const RunningMoments& moments() const { return moments_; }

  // From here on these statistics [O], whatever is added.
  void Freeze(std::span<const double> mean, std::span<const double> deviation);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("moments", self.moments_);
  }

 private:
  void TakeDeviations() const;                                  // of the moments, unless frozen
  void Filter(const double* observation, float* result) const;  // by the deviations taken last

  bool normalizes_, frozen_ = false;
  std::vector<double> frozen_mean_;  // [O]
  double bound_;                     // infinite: none
  RunningMoments moments_;
  mutable std::vector<double> deviation_;  // [O], scratch
};

enum class RewardScaling { kNone, kReturns, kRewards };
constexpr auto Names(RewardScaling) {
  return std::array{std::pair{RewardScaling::kNone, "none"},
                    std::pair{RewardScaling::kReturns, "returns"},
                    std::pair{RewardScaling::kRewards, "rewards"}};
}

// Rewards as the learner sees them.
struct RewardFilterSettings {
  RewardScaling reward_scaling = RewardScaling::kNone;
  bool reward_scaling_reset = true;
  bool reward_scaling_reset_at_cutoff = true;
  double reward_scaling_epsilon = 1e-8;
  bool reward_clipping = false;
  double reward_clip_range = 10;

  bool operator==(const RewardFilterSettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kInf = std::numeric_limits<double>::infinity(), kTiny = 1e-300;
    visit("reward_scaling", self.reward_scaling,
          FieldInfo{.meaning = "divide rewards by the running deviation of the discounted return "
                               "(returns) or of the "
                               "reward itself, which also centres it (rewards)",
                    .source = "E 2, algorithm 1"});
    visit(
        "reward_scaling_reset", self.reward_scaling_reset,
        FieldInfo{.meaning = "the discounted return of reward scaling starts at 0 in each episode",
                  .source = "E's code; off in its first release"}
            .When("reward_scaling", "returns"));
    visit("reward_scaling_reset_at_cutoff", self.reward_scaling_reset_at_cutoff,
          FieldInfo{.meaning = "with reward_scaling_reset, that return starts at 0 after an "
                               "iteration's cut-off too; "
                               "off: only after an episode's end",
                    .source = "E's code; Baselines: off"}
              .When("reward_scaling_reset", "true")
              .When("carry_over_episodes", "false"));
    visit("reward_scaling_epsilon", self.reward_scaling_epsilon,
          FieldInfo{"added to the deviation that divides rewards", "", 0, 1, "E's code: 1e-8"}.When(
              "reward_scaling", "returns", "rewards"));
    visit("reward_clipping", self.reward_clipping,
          FieldInfo{.meaning = "bound rewards, after scaling, by reward_clip_range",
                    .source = "E 5"});
    visit("reward_clip_range", self.reward_clip_range,
          FieldInfo{"bound", "", kTiny, kInf, "E 5"}.When("reward_clipping", "true"));
  }
};

class RewardFilter {
 public:
  RewardFilter(const RewardFilterSettings& settings, double discount, int64_t num_envs);

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
