#include "algos/kernels/gradient_norm.h"

#include <cmath>
#include <numeric>

#include "algos/kernels/kernels.h"

namespace gaitbench {
namespace {

double SumSquaresInDouble(std::span<const float> x) {
  constexpr size_t kParts = 16;
  double part[kParts] = {};
  for (size_t i = 0; i < x.size(); ++i) part[i % kParts] += double{x[i]} * x[i];
  return std::accumulate(part, part + kParts, 0.0);
}

}  // namespace

double Norm(std::span<const float> x) {
  return Norm(x, CurrentKernels().sum_squares(x.size(), x.data()));
}

double Norm(std::span<const float> x, double sum_squares) {
  return std::sqrt(std::isinf(sum_squares) ? SumSquaresInDouble(x) : sum_squares);
}

}  // namespace gaitbench
