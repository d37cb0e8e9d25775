// NumPy's sums in their order, which decides the last bits.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>

namespace gaitbench {

// sum of of(values[i])^2, added up pairwise as numpy.sum does over contiguous memory, in Value's
// own precision (Higham 1993, SIAM J. Sci. Comput. 14(4), on why pairwise)
template <class Value, class Function = std::identity>
Value SumOfSquares(const Value* values, int64_t size, const Function& of = {}) {
  const auto square = [&](int64_t i) {
    const Value value = of(values[i]);
    return value * value;
  };
  if (size < 8) {
    Value sum = 0;
    for (int64_t i = 0; i < size; ++i) sum += square(i);
    return sum;
  }
  if (size > 128) {
    const int64_t half = size / 2 / 8 * 8;
    return SumOfSquares(values, half, of) + SumOfSquares(values + half, size - half, of);
  }
  Value sums[8];
  for (int64_t j = 0; j < 8; ++j) sums[j] = square(j);
  int64_t i = 8;
  for (; i + 8 <= size; i += 8) {
    for (int64_t j = 0; j < 8; ++j) sums[j] += square(i + j);
  }
  Value sum =
      ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  for (; i < size; ++i) sum += square(i);
  return sum;
}

// numpy.linalg.norm of two or three numbers: OpenBLAS adds each square with one rounding, on every
// x86-64 processor that has fused multiply-add.
inline double Norm(const double* x, int64_t size) {
  double sum = x[0] * x[0];
  for (int64_t i = 1; i < size; ++i) sum = std::fma(x[i], x[i], sum);
  return std::sqrt(sum);
}

}  // namespace gaitbench
