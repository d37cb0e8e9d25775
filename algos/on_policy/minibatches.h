// A rollout's samples in random order, cut into minibatches.
//
// Axes: S samples, B minibatch.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "algos/kernels/kernels.h"
#include "envs/random.h"

namespace gaitbench {

// A permutation of 0 ... size - 1 (Fisher & Yates 1938, as in Knuth, vol. 2, algorithm 3.4.2 P).
inline void Shuffle(std::vector<int32_t>& order, int64_t size, RandomStream& stream) {
  order.resize(size);
  std::iota(order.begin(), order.end(), 0);
  for (int64_t i = size - 1; i > 0; --i) std::swap(order[i], order[stream.Below(i + 1)]);
}

// The k-th of `count` parts of the order, sizes differing by at most one.
inline std::span<const int32_t> Part(const std::vector<int32_t>& order, int64_t k, int64_t count) {
  const int64_t size = order.size(), begin = size * k / count, end = size * (k + 1) / count;
  return std::span(order).subspan(begin, end - begin);
}

// rows [S,width] at `index` [B] -> to [B,width]
inline void GatherRows(const float* rows, int64_t width, std::span<const int32_t> index,
                       float* to) {
  CurrentKernels().gather_rows(width, static_cast<int64_t>(index.size()), rows, index.data(), to);
}

// numbers [S] at `index` [B] -> to [B]
template <class T>
void Gather(const T* numbers, std::span<const int32_t> index, T* to) {
  for (size_t b = 0; b < index.size(); ++b) to[b] = numbers[index[b]];
}

}  // namespace gaitbench
