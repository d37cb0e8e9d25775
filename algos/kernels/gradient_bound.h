// The bound on a gradient's norm: whose gradient has one, and what it does to a gradient.
#pragma once

#include <algorithm>
#include <optional>

#include "algos/on_policy/config.h"

namespace gaitbench {

// The bound of a network's own gradient (kPolicy or kValue), if config gives it one.
inline std::optional<double> OwnGradientBound(const AlgoConfig& config, GradientClipping network) {
  const GradientClipping clipping = config.gradient_clipping;
  const bool bounds = clipping == network || clipping == GradientClipping::kEach;
  return bounds ? std::optional(config.max_gradient_norm) : std::nullopt;
}

// What a gradient of this norm is multiplied by, as in torch.nn.utils.clip_grad_norm_.
inline double BoundingFactor(double norm, double max_norm) {
  return std::min(1.0, max_norm / (norm + 1e-6));
}

}  // namespace gaitbench
