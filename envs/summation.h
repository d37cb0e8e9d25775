// Sums in NumPy's order, which decides their last bits.
#pragma once

#include <cstdint>

namespace gaitbench {

// sum of values[i]^2, added up pairwise as numpy.sum does over contiguous memory, in Value's own
// precision (Higham 1993, SIAM J. Sci. Comput. 14(4), on why pairwise)
template <class Value>
Value SumOfSquares(const Value* values, int64_t size) {
  if (size < 8) {
    Value sum = 0;
    for (int64_t i = 0; i < size; ++i) sum += values[i] * values[i];
    return sum;
  }
  if (size > 128) {
    const int64_t half = size / 2 / 8 * 8;
    return SumOfSquares(values, half) + SumOfSquares(values + half, size - half);
  }
  Value sums[8];
  for (int64_t j = 0; j < 8; ++j) sums[j] = values[j] * values[j];
  int64_t i = 8;
  for (; i + 8 <= size; i += 8) {
    for (int64_t j = 0; j < 8; ++j) sums[j] += values[i + j] * values[i + j];
  }
  Value sum =
      ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  for (; i < size; ++i) sum += values[i] * values[i];
  return sum;
}

}  // namespace gaitbench
