// A squashed actor as a LibTorch expression.
//
// Axes: B samples, O observation size, A action size.
#pragma once

#include <numbers>
#include <span>

#include "algos/off_policy/squashed_policy.h"
#include "algos/torch/expressions.h"

namespace gaitbench {

struct SquashedAction {
  at::Tensor action;    // [B,A]
  at::Tensor log_prob;  // [B], 0 of a deterministic actor
};

// With parameters `flat` at observations [B,O]; noise [B,A] of a Gaussian.
inline SquashedAction SquashedActionOf(const ActorShape& shape, const MlpLayout& layout,
                                       const at::Tensor& flat, const at::Tensor& observation,
                                       std::span<const float> noise) {
  const at::Tensor output = NetworkOf(layout, flat, observation);
  if (shape.kind == ActorKind::kDeterministic)
    return {output.tanh(), at::zeros({output.size(0)}, at::kDouble)};
  const at::Tensor mean = output.slice(1, 0, shape.action_size);
  const at::Tensor raw = output.slice(1, shape.action_size);
  const double low = shape.log_std_min, high = shape.log_std_max;
  const at::Tensor log_std = shape.log_std_bound == LogStdBound::kClamped
                                 ? raw.clamp(low, high)
                                 : low + (high - low) / 2 * (raw.tanh() + 1);
  const at::Tensor u = mean + log_std.exp() * ToDouble(noise, mean.sizes());
  // 1 - tanh(u)^2 = cosh(u)^-2, of which the logarithm is exact far out too
  const at::Tensor log_cosh = at::logaddexp(u, -u) - std::numbers::ln2;
  return {u.tanh(), LogProbOf({mean, log_std}, u) + 2 * log_cosh.sum(1)};
}

}  // namespace gaitbench
