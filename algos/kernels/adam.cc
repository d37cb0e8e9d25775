#include "algos/kernels/adam.h"

#include <cmath>
#include <numeric>

#include "algos/kernels/blas.h"
#include "algos/kernels/gradient_bound.h"

namespace gaitbench {

double Norm(std::span<const float> x) {
  constexpr size_t kParts = 16;
  float part[kParts] = {};
  size_t i = 0;
  for (; i + kParts <= x.size(); i += kParts) {
    for (size_t j = 0; j < kParts; ++j) part[j] += x[i + j] * x[i + j];
  }
  for (size_t j = 0; i + j < x.size(); ++j) part[j] += x[i + j] * x[i + j];
  return std::sqrt(std::accumulate(part, part + kParts, 0.0));
}

double Adam::Step(std::span<const float> gradient, double learning_rate,
                  std::optional<double> max_norm, std::span<float> parameters) {
  const double norm = Norm(gradient);
  const double scale = max_norm ? BoundingFactor(norm, *max_norm) : 1.0;
  ++num_steps_;
  const double bias1 = 1 - std::pow(beta1_, num_steps_), bias2 = 1 - std::pow(beta2_, num_steps_);
  const AdamStepSize size = {.beta1 = static_cast<float>(beta1_),
                             .beta2 = static_cast<float>(beta2_),
                             .epsilon = static_cast<float>(epsilon_),
                             .rest1 = static_cast<float>(1 - beta1_),
                             .rest2 = static_cast<float>(1 - beta2_),
                             .step_size = static_cast<float>(learning_rate / bias1),
                             .inverse_sqrt_bias2 = static_cast<float>(1 / std::sqrt(bias2)),
                             .gradient_scale = static_cast<float>(scale)};
  CurrentBlas().adam_step(size, gradient.size(), gradient.data(), mean_.data(), square_.data(),
                          parameters.data());
  return norm;
}

}  // namespace gaitbench
