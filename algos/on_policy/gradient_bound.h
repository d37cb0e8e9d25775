// Whose gradient has a bound on its norm.
#pragma once

#include <optional>

#include "algos/on_policy/settings.h"

namespace gaitbench {

// The bound of a network's own gradient (kPolicy or kValue), if config gives it one.
inline std::optional<double> OwnGradientBound(const OnPolicySettings& config,
                                              GradientClipping network) {
  const GradientClipping clipping = config.gradient_clipping;
  const bool bounds = clipping == network || clipping == GradientClipping::kEach;
  return bounds ? std::optional(config.max_gradient_norm) : std::nullopt;
}

}  // namespace gaitbench
