#include "algos/networks/layer_normalization.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gaitbench {
namespace {

// sum of term(i) over n, in 16 interleaved parts whatever the CPU
template <class Term>
float Sum(int64_t n, Term&& term) {
  constexpr int64_t kParts = 16;
  float part[kParts] = {};
  int64_t i = 0;
  for (; i + kParts <= n; i += kParts) {
    for (int64_t j = 0; j < kParts; ++j) part[j] += term(i + j);
  }
  for (int64_t j = 0; i + j < n; ++j) part[j] += term(i + j);
  return std::accumulate(part, part + kParts, 0.0f);
}

}  // namespace

void NormalizeRows(int64_t num_rows, int64_t n, const float* gain, const float* shift, float* x,
                   float* normalized, float* inverse_deviation) {
  const auto size = static_cast<float>(n);
  for (int64_t b = 0; b < num_rows; ++b, x += n, normalized += n) {
    const float mean = Sum(n, [&](int64_t i) { return x[i]; }) / size;
    const float variance = Sum(n, [&](int64_t i) { return (x[i] - mean) * (x[i] - mean); }) / size;
    const float inverse = 1 / std::sqrt(variance + kLayerNormalizationEpsilon);
    inverse_deviation[b] = inverse;
    for (int64_t i = 0; i < n; ++i) {
      normalized[i] = (x[i] - mean) * inverse;
      x[i] = normalized[i] * gain[i] + shift[i];
    }
  }
}

void NormalizeRowsBackward(int64_t num_rows, int64_t n, const float* gain, const float* normalized,
                           const float* inverse_deviation, float* g, float* gain_gradient,
                           float* shift_gradient) {
  if (gain_gradient) {
    std::fill_n(gain_gradient, n, 0.0f);
    std::fill_n(shift_gradient, n, 0.0f);
    for (int64_t b = 0; b < num_rows; ++b) {
      for (int64_t i = 0; i < n; ++i) {
        gain_gradient[i] += g[b * n + i] * normalized[b * n + i];
        shift_gradient[i] += g[b * n + i];
      }
    }
  }
  const auto size = static_cast<float>(n);
  for (int64_t b = 0; b < num_rows; ++b, g += n, normalized += n) {
    for (int64_t i = 0; i < n; ++i) g[i] *= gain[i];
    const float mean = Sum(n, [&](int64_t i) { return g[i]; }) / size;
    const float along = Sum(n, [&](int64_t i) { return g[i] * normalized[i]; }) / size;
    for (int64_t i = 0; i < n; ++i)
      g[i] = inverse_deviation[b] * (g[i] - mean - normalized[i] * along);
  }
}

}  // namespace gaitbench
