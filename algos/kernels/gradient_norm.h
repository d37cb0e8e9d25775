// A gradient's norm, and what a bound on it does.
#pragma once

#include <algorithm>
#include <span>

namespace gaitbench {

// Euclidean norm, summed in 16 interleaved parts whatever the CPU: in float, or where that
// overflows in double, so that it is finite for every finite x.
double Norm(std::span<const float> x);
// The same where the sum in float is known: Kernels::sum_squares of x.
double Norm(std::span<const float> x, double sum_squares);

// What a gradient of this norm is multiplied by, as in torch.nn.utils.clip_grad_norm_.
inline double BoundingFactor(double norm, double max_norm) {
  return std::min(1.0, max_norm / (norm + 1e-6));
}

}  // namespace gaitbench
