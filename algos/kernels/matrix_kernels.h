// The products of kernels.h over a vector type V (vector_kernels.h says what it offers): blocks of
// sums in registers, and what becomes of an element before it is stored.
#pragma once

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "algos/kernels/kernels.h"

namespace gaitbench {

// of the calling thread, at least so many floats from the start of a cache line on; valid until the
// next call
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

// op(a) [m,k]: element (i,p) is at[i * row_stride + p * depth_stride].
struct LeftFactor {
  const float* at;
  int64_t row_stride, depth_stride;

  LeftFactor From(int64_t i, int64_t p) const {
    return {at + i * row_stride + p * depth_stride, row_stride, depth_stride};
  }
};

// Rows of op(b), so many floats apart.
struct RightFactor {
  const float* at;
  int64_t stride;

  RightFactor From(int64_t j) const { return {at + j, stride}; }
};

// One block of c: R rows, C vectors of columns; the last vector has `last` columns, all of them if
// kWhole. The loops over R and C must unroll, so that the sums stay in registers.
template <class V, int R, int C, bool kWhole, class Finish>
[[gnu::always_inline]] inline void MultiplyBlock(int64_t k, LeftFactor a, RightFactor b, int64_t n,
                                                 int64_t last, Addend addend, const Finish& finish,
                                                 float* c) {
  constexpr int kWidth = V::kWidth;
  typename V::Native sum[R][C];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
#pragma GCC unroll 8
    for (int v = 0; v < C; ++v) sum[r][v] = V::Broadcast(0).v;
  }
  for (int64_t p = 0; p < k; ++p, b.at += b.stride, a.at += a.depth_stride) {
    typename V::Native row[C];
#pragma GCC unroll 8
    for (int v = 0; v < C; ++v) {
      const float* from = b.at + v * kWidth;
      row[v] = (kWhole || v < C - 1 ? V::Load(from) : V::LoadFirst(from, last)).v;
    }
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const V x = V::Broadcast(a.at[r * a.row_stride]);
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

// All rows, C vectors of columns at once; less than one vector where not kWhole. In a function of
// its own, or what stands around it keeps its sums and the constants of `finish` from the
// registers.
template <class V, int C, bool kWhole, class Finish>
[[gnu::noinline]] void MultiplyColumns(int64_t m, int64_t columns, int64_t k, LeftFactor a,
                                       RightFactor b, int64_t n, Addend addend,
                                       const Finish& finish, float* c) {
  constexpr int kRows = C == 1 ? 8 : 6;
  const int64_t last = kWhole ? V::kWidth : columns;
  for (int64_t j = 0; j < columns; j += C * V::kWidth) {
    int64_t i = 0;
    const auto blocks_of = [&]<int R>(std::integral_constant<int, R>) {
      for (; i + R <= m; i += R) {
        MultiplyBlock<V, R, C, kWhole>(k, a.From(i, 0), b.From(j), n, last, addend.At(i, j), finish,
                                       c + i * n + j);
      }
    };
    blocks_of(std::integral_constant<int, kRows>());
    blocks_of(std::integral_constant<int, 2>());
    blocks_of(std::integral_constant<int, 1>());
  }
}

template <class V>
inline constexpr int64_t kPanelColumns = int64_t{V::kBlockVectors} * V::kWidth;

// c [m,columns] = addend + op(a) b, over k of at most kBlockDepth.
template <class V, class Finish>
void MultiplyDepth(int64_t m, int64_t columns, int64_t k, LeftFactor a, RightFactor b, int64_t n,
                   Addend addend, const Finish& finish, float* c) {
  const auto multiply = [&]<int C, bool kWhole>(std::integral_constant<int, C>,
                                                std::bool_constant<kWhole>, int64_t begin,
                                                int64_t end) {
    if (begin == end) return;
    MultiplyColumns<V, C, kWhole>(m, end - begin, k, a, b.From(begin), n, addend.At(0, begin),
                                  finish, c + begin);
  };
  using OneVector = std::integral_constant<int, 1>;
  const int64_t panels = columns - columns % kPanelColumns<V>;
  const int64_t vectors = columns - columns % V::kWidth;
  multiply(std::integral_constant<int, V::kBlockVectors>(), std::true_type(), 0, panels);
  multiply(OneVector(), std::true_type(), panels, vectors);
  multiply(OneVector(), std::false_type(), vectors, columns);
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

// from [rows,columns], so many floats apart -> to [columns,rows]
inline void Transpose(int64_t rows, int64_t columns, const float* from, int64_t from_stride,
                      float* to) {
  const int64_t whole_rows = rows - rows % 4, whole_columns = columns - columns % 4;
  for (int64_t i = 0; i < whole_rows; i += 4) {
    for (int64_t j = 0; j < whole_columns; j += 4)
      TransposeFour(from + i * from_stride + j, from_stride, to + j * rows + i, rows);
  }
  for (int64_t j = 0; j < columns; ++j) {
    for (int64_t i = j < whole_columns ? whole_rows : 0; i < rows; ++i)
      to[j * rows + i] = from[i * from_stride + j];
  }
}

// Rows of a panel that lie this far apart push each other out of the first cache level; side by
// side they stay, which is worth a copy where this many rows of op(a) meet them.
constexpr int64_t kFarApart = 128, kManyRows = 64;

// from [rows,columns], so many floats apart -> to [rows,columns]
inline void CopyRows(int64_t rows, int64_t columns, const float* from, int64_t from_stride,
                     float* to) {
  for (int64_t i = 0; i < rows; ++i, from += from_stride, to += columns)
    std::memcpy(to, from, columns * sizeof(float));
}

template <class V, class Finish>
void MultiplyAndFinish(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
                       const float* b, Addend addend, const Finish& finish, float* c) {
  const bool left = transposed == Transposed::kLeft, right = transposed == Transposed::kRight;
  const LeftFactor whole_a = {a, left ? 1 : k, left ? m : 1};
  const bool copied = !right && n >= kFarApart && m >= kManyRows, packed = right || copied;
  const int64_t most_columns = packed ? kPanelColumns<V> : n;
  float* panel = packed ? PackingSpace(kBlockDepth * most_columns) : nullptr;
  for (int64_t p = 0; p < k; p += kBlockDepth) {
    const int64_t depth = std::min(kBlockDepth, k - p);
    for (int64_t j = 0; j < n; j += most_columns) {
      const int64_t columns = std::min(most_columns, n - j);
      if (right) Transpose(columns, depth, b + j * k + p, k, panel);
      if (copied) CopyRows(depth, columns, b + p * n + j, n, panel);
      const RightFactor rows = packed ? RightFactor{panel, columns} : RightFactor{b + p * n, n};
      const auto multiply = [&](const auto& then) {
        MultiplyDepth<V>(m, columns, depth, whole_a.From(0, p), rows, n, addend.At(0, j), then,
                         c + j);
      };
      p + depth < k ? multiply(Unchanged()) : multiply(finish);
    }
    addend = {c, n};
  }
}

template <class V>
void Multiply(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
              const float* b, bool accumulate, float* c) {
  if (k == 0 && !accumulate) std::fill_n(c, m * n, 0.0f);
  if (k == 0) return;
  if (transposed == Transposed::kLeft && n == 1) {  // a column has the floats of a row
    return Multiply<V>(Transposed::kNone, 1, m, k, b, a, accumulate, c);
  }
  MultiplyAndFinish<V>(transposed, m, n, k, a, b, accumulate ? Addend{c, n} : Addend{}, Unchanged(),
                       c);
}

}  // namespace
}  // namespace gaitbench
