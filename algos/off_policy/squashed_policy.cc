#include "algos/off_policy/squashed_policy.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algos/kernels/kernels.h"
#include "algos/kernels/sizes.h"

namespace gaitbench {

MlpShape ActorShape::network() const {
  return {.inputs = observation_size,
          .hidden = hidden,
          .outputs = kind == ActorKind::kSquashedGaussian ? 2 * action_size : action_size,
          .activation = activation};
}

SquashedPolicy::SquashedPolicy(const ActorShape& shape, int64_t max_samples)
    : shape_(shape),
      layout_(shape.network()),
      activations_(layout_, max_samples),
      action_(max_samples * shape.action_size),
      std_(action_.size()),
      std_slope_(action_.size()),
      log_prob_(max_samples),
      log_slope_(action_.size()),
      output_gradient_(max_samples * layout_.shape().outputs) {}

SquashedPolicy::Bounded SquashedPolicy::LogStdOf(float output) const {
  const auto low = static_cast<float>(shape_.log_std_min);
  const auto high = static_cast<float>(shape_.log_std_max);
  if (shape_.log_std_bound == LogStdBound::kClamped) {
    const bool inside = !(output < low || output > high);  // NaN stays
    return {inside ? output : std::clamp(output, low, high), inside ? 1.0f : 0.0f};
  }
  const float half = (high - low) / 2, squashed = std::tanh(output);
  return {low + half * (squashed + 1), half * (1 - squashed * squashed)};
}

void SquashedPolicy::Act(std::span<const float> parameters, std::span<const float> observation,
                         std::span<const float> noise) {
  Forward(layout_, parameters, observation, activations_);
  const std::span<const float> output = activations_.output();
  const int64_t num_samples = activations_.num_samples, a = shape_.action_size;
  if (!noise.empty()) RequireSize("noise of actions", noise.size(), num_samples * a);
  if (!IsGaussian()) {
    std::ranges::copy(output, action_.begin());
    return CurrentKernels().tanh(num_samples * a, action_.data());
  }
  const float log_root_two_pi = 0.5f * std::log(2 * std::numbers::pi_v<float>);
  for (int64_t b = 0; b < num_samples; ++b) {
    const float* mean = output.data() + b * 2 * a;
    log_prob_[b] = 0;
    for (int64_t j = 0; j < a; ++j) {
      const int64_t i = b * a + j;
      const Bounded bounded = LogStdOf(mean[a + j]);
      std_[i] = std::exp(bounded.log_std);
      std_slope_[i] = bounded.slope;
      action_[i] = mean[j];
      if (noise.empty()) continue;
      action_[i] += std_[i] * noise[i];
      log_prob_[b] -= 0.5f * noise[i] * noise[i] + bounded.log_std + log_root_two_pi;
    }
  }
  std::ranges::copy(Used(action_, a), log_slope_.begin());
  CurrentKernels().tanh(num_samples * a, action_.data());
  if (noise.empty()) return;
  CurrentKernels().log_tanh_derivative(num_samples * a, action_.data(), log_slope_.data());
  for (int64_t b = 0; b < num_samples; ++b) {
    for (int64_t j = 0; j < a; ++j) log_prob_[b] -= log_slope_[b * a + j];
  }
}

double SquashedPolicy::MeanStd() const {
  const std::span<const float> std = Used(std_, shape_.action_size);
  double sum = 0;
  for (float value : std) sum += value;
  return sum / static_cast<double>(std.size());
}

void SquashedPolicy::Gradient(std::span<const float> parameters, std::span<const float> observation,
                              std::span<const float> noise, std::span<const float> action_gradient,
                              float log_prob_weight, std::span<float> gradient) {
  const int64_t num_samples = activations_.num_samples, a = shape_.action_size;
  RequireSize("gradient of actions", action_gradient.size(), num_samples * a);
  if (IsGaussian()) RequireSize("noise", noise.size(), num_samples * a);
  for (int64_t i = 0; i < num_samples * a; ++i) {
    const float y = action_[i], by_tanh = action_gradient[i] * (1 - y * y);
    if (!IsGaussian()) {
      output_gradient_[i] = by_tanh;
      continue;
    }
    // d log_prob / d u = 2 tanh u, as only the Jacobian sees u = mean + std noise
    const float by_u = by_tanh + log_prob_weight * 2 * y;
    float* mean = output_gradient_.data() + i / a * 2 * a + i % a;
    mean[0] = by_u;
    mean[a] = std_slope_[i] * (by_u * std_[i] * noise[i] - log_prob_weight);
  }
  const auto size = static_cast<size_t>(num_samples * layout_.shape().outputs);
  Backward(layout_, parameters, observation, std::span(output_gradient_).first(size), activations_,
           gradient);
}

}  // namespace gaitbench
