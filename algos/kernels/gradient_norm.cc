#include "algos/kernels/gradient_norm.h"

#include <cmath>
#include <numeric>

namespace gaitbench {
namespace {

template <class Sum>
double SquaredNorm(std::span<const float> x) {
  constexpr size_t kParts = 16;
  Sum part[kParts] = {};
  const auto add = [](Sum value, Sum& sum) { sum += value * value; };
  size_t i = 0;
  for (; i + kParts <= x.size(); i += kParts) {
    for (size_t j = 0; j < kParts; ++j) add(x[i + j], part[j]);
  }
  for (size_t j = 0; i + j < x.size(); ++j) add(x[i + j], part[j]);
  return std::accumulate(part, part + kParts, 0.0);
}

}  // namespace

double Norm(std::span<const float> x) {
  const double squares = SquaredNorm<float>(x);
  return std::sqrt(std::isinf(squares) ? SquaredNorm<double>(x) : squares);
}

}  // namespace gaitbench
