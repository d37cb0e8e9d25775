#include "algos/networks/gaussian.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "algos/kernels/sizes.h"
#include "algos/networks/objective.h"

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

float ActionDistribution::Sample(int64_t b, RandomStream& noise, std::span<float> action) const {
  const GaussianAt& at = gaussian();
  RequireSize("action", action.size(), at.action_size);
  RequireRoom("samples up to the one asked for", b + 1, at.num_samples());
  const float* mean = at.mean.data() + b * at.action_size;
  const int64_t row = b * at.row_stride();
  const float* log_std = at.log_std.data() + row;
  for (int64_t j = 0; j < at.action_size; ++j) {
    action[j] = mean[j] + std::exp(log_std[j]) * static_cast<float>(noise.Normal());
  }
  return GaussianLogProb(at.action_size, action.data(), mean, log_std, inverse_std_.data() + row);
}

void ActionDistribution::LogProbs(std::span<const float> action, std::span<float> log_prob) const {
  const GaussianAt& at = gaussian();
  const int64_t num_samples = at.num_samples(), size = at.action_size, stride = at.row_stride();
  RequireSize("actions", action.size(), at.mean.size());
  RequireSize("log densities", log_prob.size(), num_samples);
  for (int64_t b = 0; b < num_samples; ++b) {
    log_prob[b] = GaussianLogProb(size, action.data() + b * size, at.mean.data() + b * size,
                                  at.log_std.data() + b * stride, inverse_std_.data() + b * stride);
  }
}

}  // namespace gaitbench
