#include "algos/networks/normalizer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "algos/kernels/sizes.h"

namespace gaitbench {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

void RunningMoments::Add(const double* sample) {
  ++count_;
  const auto count = static_cast<double>(count_);
  const int64_t size = mean_.size();
  double* mean = mean_.data();
  double* squares = squares_.data();
  for (int64_t i = 0; i < size; ++i) {
    const double deviation = sample[i] - mean[i];
    mean[i] += deviation / count;
    squares[i] += deviation * (sample[i] - mean[i]);
  }
}

void RunningMoments::Add(const RunningMoments& samples) {
  RequireSize("moments", samples.mean_.size(), mean_.size());
  if (samples.count_ == 0) return;
  const auto before = static_cast<double>(count_), added = static_cast<double>(samples.count_);
  count_ += samples.count_;
  const auto all = static_cast<double>(count_);
  for (size_t i = 0; i < mean_.size(); ++i) {
    const double shift = samples.mean_[i] - mean_[i];
    mean_[i] += shift * (added / all);
    squares_[i] += samples.squares_[i] + shift * shift * (before * added / all);
  }
}

void RunningMoments::StandardDeviations(double* result) const {
  const int64_t size = mean_.size();
  const double* mean = mean_.data();
  const double* squares = squares_.data();
  const auto degrees = static_cast<double>(count_ - 1);
  if (count_ < 2) {
    for (int64_t i = 0; i < size; ++i) result[i] = std::abs(mean[i]);
  } else {
    for (int64_t i = 0; i < size; ++i) result[i] = std::sqrt(squares[i] / degrees);
  }
}

ObservationNormalizer::ObservationNormalizer(const ObservationFilterSettings& settings,
                                             int64_t observation_size)
    : normalizes_(settings.observation_normalization),
      bound_(settings.observation_clipping ? settings.observation_clip_range : kInfinity),
      moments_(observation_size),
      deviation_(observation_size) {}

void ObservationNormalizer::Add(const double* observation) {
  if (normalizes_ && !frozen_) moments_.Add(observation);
}

void ObservationNormalizer::Normalize(const double* observation, float* result) const {
  TakeDeviations();
  Filter(observation, result);
}

void ObservationNormalizer::NormalizeRows(std::span<float> observations) const {
  if (!normalizes_ && bound_ == kInfinity) return;
  TakeDeviations();
  const size_t size = moments_.mean().size();
  std::vector<double> row(size);
  for (size_t i = 0; i + size <= observations.size(); i += size) {
    std::copy_n(observations.begin() + static_cast<int64_t>(i), size, row.begin());
    Filter(row.data(), observations.data() + i);
  }
}

void ObservationNormalizer::TakeDeviations() const {
  if (normalizes_ && !frozen_) moments_.StandardDeviations(deviation_.data());
}

void ObservationNormalizer::Filter(const double* observation, float* result) const {
  const int64_t size = moments_.mean().size();
  if (!normalizes_) {
    for (int64_t i = 0; i < size; ++i) {
      result[i] = static_cast<float>(std::clamp(observation[i], -bound_, bound_));
    }
    return;
  }
  const double* mean = frozen_ ? frozen_mean_.data() : moments_.mean().data();
  for (int64_t i = 0; i < size; ++i) {
    const double x = (observation[i] - mean[i]) / (deviation_[i] + kEpsilon);
    result[i] = static_cast<float>(std::clamp(x, -bound_, bound_));
  }
}

void ObservationNormalizer::Freeze(std::span<const double> mean,
                                   std::span<const double> deviation) {
  frozen_ = true;
  frozen_mean_.assign(mean.begin(), mean.end());
  deviation_.assign(deviation.begin(), deviation.end());
}

RewardFilter::RewardFilter(const RewardFilterSettings& settings, double discount, int64_t num_envs)
    : scaling_(settings.reward_scaling),
      resets_(settings.reward_scaling_reset),
      resets_at_cutoff_(settings.reward_scaling_reset_at_cutoff),
      discount_(discount),
      bound_(settings.reward_clipping ? settings.reward_clip_range : kInfinity),
      epsilon_(settings.reward_scaling_epsilon),
      moments_(1),
      discounted_return_(num_envs) {}

double RewardFilter::Filter(int64_t n, double reward) {
  if (scaling_ == RewardScaling::kReturns) {
    double& discounted_return = discounted_return_[n];
    discounted_return = discount_ * discounted_return + reward;
    moments_.Add(&discounted_return);
    reward /= StandardDeviation() + epsilon_;
  } else if (scaling_ == RewardScaling::kRewards) {
    moments_.Add(&reward);
    const double mean = moments_.mean()[0];
    reward = (reward - mean) / (StandardDeviation() + epsilon_) + mean;
  }
  return std::clamp(reward, -bound_, bound_);
}

double RewardFilter::StandardDeviation() const {
  double deviation;
  moments_.StandardDeviations(&deviation);
  return deviation;
}

void RewardFilter::StartEpisode(int64_t n) {
  if (resets_) discounted_return_[n] = 0;
}

void RewardFilter::StartAfterCutoff(int64_t n) {
  if (resets_at_cutoff_) StartEpisode(n);
}

}  // namespace gaitbench
