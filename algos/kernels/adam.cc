#include "algos/kernels/adam.h"

#include <cmath>

#include "algos/kernels/finite.h"
#include "algos/kernels/gradient_norm.h"
#include "algos/kernels/kernels.h"
#include "algos/kernels/sizes.h"

namespace gaitbench {

// Where gradients end, as behind a relu that is dead, the averages would fall until they are
// denormal and stay that, and a step on such numbers takes over ten times as long. These bounds are
// below what shows in a parameter: the mean is divided by epsilon, the square's root added to it.
// Only parameters that decay get small enough to show the mean's.
constexpr float kLeastMean = 0x1p-100f, kLeastSquare = 0x1p-120f;

double Adam::Step(std::span<const float> gradient, double learning_rate,
                  std::optional<double> max_norm, std::span<float> parameters,
                  double weight_decay) {
  RequireSize("gradient", gradient.size(), mean_.size());
  RequireSize("parameters", parameters.size(), mean_.size());
  if (weight_decay > 0) {
    const auto decay = static_cast<float>(weight_decay);
    decaying_.assign(gradient.begin(), gradient.end());
    for (size_t i = 0; i < decaying_.size(); ++i) decaying_[i] += decay * parameters[i];
    gradient = decaying_;
  }
  const double scale = max_norm ? BoundingFactor(Norm(gradient), *max_norm) : 1.0;
  ++num_steps_;
  const double bias1 = 1 - std::pow(beta1_, num_steps_), bias2 = 1 - std::pow(beta2_, num_steps_);
  const AdamStepSize size = {.beta1 = static_cast<float>(beta1_),
                             .beta2 = static_cast<float>(beta2_),
                             .epsilon = static_cast<float>(epsilon_),
                             .rest1 = static_cast<float>(1 - beta1_),
                             .rest2 = static_cast<float>(1 - beta2_),
                             .step_size = static_cast<float>(learning_rate / bias1),
                             .inverse_sqrt_bias2 = static_cast<float>(1 / std::sqrt(bias2)),
                             .gradient_scale = static_cast<float>(scale),
                             .least_mean = weight_decay > 0 ? 0 : kLeastMean,
                             .least_square = kLeastSquare};
  const double sum_squares = CurrentKernels().adam_step(
      size, gradient.size(), gradient.data(), mean_.data(), square_.data(), parameters.data());
  return Norm(gradient, sum_squares);
}

bool Adam::IsFinite() const { return AllFinite(mean_) && AllFinite(square_); }

}  // namespace gaitbench
