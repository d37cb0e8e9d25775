// The products of kernels.h over a vector type V (vector_kernels.h says what it offers): blocks of
// sums in registers, and what becomes of an element before it is stored.
#pragma once

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "algos/kernels/kernels.h"

namespace gaitbench {

// of the calling thread, at least so many floats; valid until the next call
float* PackingSpace(size_t size);

namespace {

constexpr int64_t kBlockDepth =
    128;  // k is summed in blocks that leave op(b)'s rows in the first cache level

// What a product is added to: nothing, or rows that are so many floats apart.
struct Addend {
  const float* row = nullptr;
  int64_t stride = 0;

  Addend At(int64_t i, int64_t j) const {
    return row ? Addend{row + i * stride + j, stride} : Addend{};
  }
};

// What becomes of an element of a product before it is stored; `to` is where.
struct Unchanged {
  template <class V>
  V operator()(V value, const float* /*to*/, int64_t /*count*/) const {
    return value;
  }
};

// One block of c: R rows, C vectors of columns; the last vector has `last` columns, all of them if
// kWhole. The loops over R and C must unroll, so that the sums stay in registers.
template <class V, int R, int C, bool kWhole, class Finish>
[[gnu::always_inline]] inline void MultiplyBlock(int64_t k, const float* a, int64_t row_stride,
                                                 int64_t depth_stride, const float* b, int64_t n,
                                                 int64_t last, Addend addend, const Finish& finish,
                                                 float* c) {
  constexpr int kWidth = V::kWidth;
  typename V::Native sum[R][C];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int v = 0; v < C; ++v) sum[r][v] = V::Broadcast(0).v;
  }
  for (int64_t p = 0; p < k; ++p, b += n, a += depth_stride) {
    typename V::Native row[C];
#pragma GCC unroll 8
    for (int v = 0; v < C; ++v) {
      row[v] =
          (kWhole || v < C - 1 ? V::Load(b + v * kWidth) : V::LoadFirst(b + v * kWidth, last)).v;
    }
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const V x = V::Broadcast(a[r * row_stride]);
#pragma GCC unroll 8
      for (int v = 0; v < C; ++v) sum[r][v] = MulAdd(x, V{row[v]}, V{sum[r][v]}).v;
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int v = 0; v < C; ++v) {
      float* to = c + r * n + v * kWidth;
      V value = {sum[r][v]};
      if (kWhole || v < C - 1) {
        if (addend.row) value = V::Load(addend.row + r * addend.stride + v * kWidth) + value;
        finish(value, to, kWidth).Store(to);
      } else {
        if (addend.row)
          value = V::LoadFirst(addend.row + r * addend.stride + v * kWidth, last) + value;
        finish(value, to, last).StoreFirst(to, last);
      }
    }
  }
}

// All rows of C vectors of columns.
template <class V, int C, bool kWhole, class Finish>
void MultiplyColumns(int64_t m, int64_t k, const float* a, int64_t row_stride, int64_t depth_stride,
                     const float* b, int64_t n, int64_t last, Addend addend, const Finish& finish,
                     float* c) {
  constexpr int kRows = C == 1 ? 8 : 6;
  int64_t i = 0;
  const auto blocks_of = [&]<int R>(std::integral_constant<int, R>) {
    for (; i + R <= m; i += R) {
      MultiplyBlock<V, R, C, kWhole>(k, a + i * row_stride, row_stride, depth_stride, b, n, last,
                                     addend.At(i, 0), finish, c + i * n);
    }
  };
  blocks_of(std::integral_constant<int, kRows>());
  blocks_of(std::integral_constant<int, 2>());
  blocks_of(std::integral_constant<int, 1>());
}

// c [m,n] = addend + op(a) b, over k of at most kBlockDepth.
template <class V, class Finish>
void MultiplyDepth(int64_t m, int64_t n, int64_t k, const float* a, int64_t row_stride,
                   int64_t depth_stride, const float* b, Addend addend, const Finish& finish,
                   float* c) {
  constexpr int64_t kWidth = V::kWidth, kVectors = V::kBlockVectors;
  int64_t j = 0;
  for (; j + kVectors * kWidth <= n; j += kVectors * kWidth) {
    MultiplyColumns<V, kVectors, true>(m, k, a, row_stride, depth_stride, b + j, n, kWidth,
                                       addend.At(0, j), finish, c + j);
  }
  for (; j + kWidth <= n; j += kWidth) {
    MultiplyColumns<V, 1, true>(m, k, a, row_stride, depth_stride, b + j, n, kWidth,
                                addend.At(0, j), finish, c + j);
  }
  if (j < n) {
    MultiplyColumns<V, 1, false>(m, k, a, row_stride, depth_stride, b + j, n, n - j,
                                 addend.At(0, j), finish, c + j);
  }
}

using FourFloats [[gnu::vector_size(16)]] = float;

inline FourFloats LoadFour(const float* from) {
  FourFloats four;
  std::memcpy(&four, from, sizeof(four));
  return four;
}

// from [4,4] -> to [4,4]
inline void TransposeFour(const float* from, int64_t from_stride, float* to, int64_t to_stride) {
  const FourFloats a = LoadFour(from), b = LoadFour(from + from_stride),
                   c = LoadFour(from + 2 * from_stride), d = LoadFour(from + 3 * from_stride);
  const FourFloats ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5),
                   ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7),
                   cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5),
                   cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  const FourFloats rows[] = {__builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5),
                             __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7),
                             __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5),
                             __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7)};
  for (int row = 0; row < 4; ++row)
    std::memcpy(to + row * to_stride, &rows[row], sizeof(rows[row]));
}

// from [rows,columns] -> to [columns,rows]
inline void Transpose(int64_t rows, int64_t columns, const float* from, float* to) {
  const int64_t whole_rows = rows - rows % 4, whole_columns = columns - columns % 4;
  for (int64_t i = 0; i < whole_rows; i += 4) {
    for (int64_t j = 0; j < whole_columns; j += 4)
      TransposeFour(from + i * columns + j, columns, to + j * rows + i, rows);
  }
  for (int64_t j = 0; j < columns; ++j) {
    for (int64_t i = j < whole_columns ? whole_rows : 0; i < rows; ++i)
      to[j * rows + i] = from[i * columns + j];
  }
}

template <class V, class Finish>
void MultiplyAndFinish(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
                       const float* b, Addend addend, const Finish& finish, float* c) {
  if (transposed == Transposed::kRight) {
    float* packed = PackingSpace(n * k);
    Transpose(n, k, b, packed);
    b = packed;
  }
  const int64_t row_stride = transposed == Transposed::kLeft ? 1 : k;
  const int64_t depth_stride = transposed == Transposed::kLeft ? m : 1;
  int64_t p = 0;
  for (; p + kBlockDepth < k; p += kBlockDepth) {
    MultiplyDepth<V>(m, n, kBlockDepth, a + p * depth_stride, row_stride, depth_stride, b + p * n,
                     addend, Unchanged(), c);
    addend = {c, n};
  }
  MultiplyDepth<V>(m, n, k - p, a + p * depth_stride, row_stride, depth_stride, b + p * n, addend,
                   finish, c);
}

template <class V>
void Multiply(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
              const float* b, bool accumulate, float* c) {
  if (k == 0 && !accumulate) std::fill_n(c, m * n, 0.0f);
  if (k == 0) return;
  MultiplyAndFinish<V>(transposed, m, n, k, a, b, accumulate ? Addend{c, n} : Addend{}, Unchanged(),
                       c);
}

}  // namespace
}  // namespace gaitbench
