#include "algos/networks/gaussian.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "algos/kernels/sizes.h"

namespace gaitbench {
namespace {

// mean KL(p||q) over B samples, each row of deviations being that of B / rows of them
double MeanKlOf(const GaussianAt& p, const GaussianAt& q) {
  RequireSize("means of a KL", p.mean.size(), q.mean.size());
  RequireSize("deviations of a KL", p.log_std.size(), q.log_std.size());
  const int64_t size = q.action_size, num_rows = q.num_rows();
  const int64_t per_row = q.num_samples() / num_rows;
  double sum = 0;
  for (int64_t row = 0; row < num_rows; ++row) {
    for (int64_t j = 0; j < size; ++j) {
      const double log_std = q.log_std[row * size + j];
      const double log_ratio = log_std - p.log_std[row * size + j];
      const double variance_ratio = std::exp(-2 * log_ratio);
      const double precision = std::exp(-2 * log_std);
      double squares = 0;
      for (int64_t b = row * per_row; b < (row + 1) * per_row; ++b) {
        const double shift = double{q.mean[b * size + j]} - p.mean[b * size + j];
        squares += shift * shift;
      }
      sum += log_ratio +
             0.5 * (variance_ratio - 1 + precision * squares / static_cast<double>(per_row));
    }
  }
  return sum / static_cast<double>(num_rows);
}

}  // namespace

double MeanEntropy(const GaussianAt& at) {
  double sum = 0;
  for (float log_std : at.log_std) sum += log_std + 0.5 * (1 + std::log(2 * std::numbers::pi));
  return sum / static_cast<double>(at.num_rows());
}

double MeanKl(const GaussianAt& old, const GaussianAt& now, KlDirection direction) {
  return direction == KlDirection::kOldNew ? MeanKlOf(old, now) : MeanKlOf(now, old);
}

double MeanStd(const GaussianAt& at) {
  double sum = 0;
  for (float log_std : at.log_std) sum += std::exp(double{log_std});
  return sum / static_cast<double>(at.log_std.size());
}

const GaussianAt& ActionDistribution::gaussian() const {
  if (*version_ != made_at_) [[unlikely]]
    throw std::logic_error(
        "an action distribution was used after its policy had changed or looked at other "
        "observations");
  return gaussian_;
}

GaussianRows ActionDistribution::rows() const {
  const GaussianAt& at = gaussian();
  return {.m = at.num_samples(),
          .n = at.action_size,
          .mean = at.mean.data(),
          .log_std = at.log_std.data(),
          .inverse_std = inverse_std_.data(),
          .stride = at.row_stride()};
}

float ActionDistribution::Sample(int64_t b, RandomStream& noise, std::span<float> action) const {
  GaussianRows at = rows();
  RequireSize("action", action.size(), at.n);
  RequireRoom("samples up to the one asked for", b + 1, at.m);
  at.m = 1;
  at.mean += b * at.n;
  at.log_std += b * at.stride;
  at.inverse_std += b * at.stride;
  for (int64_t j = 0; j < at.n; ++j)
    action[j] = at.mean[j] + std::exp(at.log_std[j]) * static_cast<float>(noise.Normal());
  float log_prob;
  CurrentKernels().gaussian_log_probs(at, action.data(), nullptr, &log_prob);
  return log_prob;
}

void ActionDistribution::LogProbs(std::span<const float> action, std::span<float> log_prob) const {
  const GaussianRows at = rows();
  RequireSize("actions", action.size(), at.m * at.n);
  RequireSize("log densities", log_prob.size(), at.m);
  CurrentKernels().gaussian_log_probs(at, action.data(), nullptr, log_prob.data());
}

}  // namespace gaitbench
