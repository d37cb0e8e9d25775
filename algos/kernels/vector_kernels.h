// The kernels of kernels.h, written once over a vector type V of V::kWidth floats and compiled once
// for each kind of CPU. Only the kernels_<kind>.cc files include this. V offers Load, LoadFirst,
// Store, StoreFirst (the first `count` floats), Broadcast, MulAdd(a, b, c) = a b + c rounded once,
// and + - * / Sqrt Min Max, and Step(a): 1 where a > 0, else 0.
#pragma once

#include <algorithm>
#include <vector>

#include "algos/kernels/kernels.h"

namespace gaitbench {
namespace {

constexpr int64_t kBlockDepth =
    128;  // k is summed in blocks that leave op(b)'s rows in the first cache level

// One block of c: R rows, C vectors of columns; the last vector has `last` columns, all of them if
// kWhole. The loops over R and C must unroll, so that the sums stay in registers.
template <class V, int R, int C, bool kWhole>
[[gnu::always_inline]] inline void MultiplyBlock(int64_t k, const float* a, int64_t row_stride,
                                                 int64_t depth_stride, const float* b, int64_t n,
                                                 int64_t last, bool accumulate, float* c) {
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
      if (kWhole || v < C - 1) {
        (accumulate ? V::Load(to) + V{sum[r][v]} : V{sum[r][v]}).Store(to);
      } else {
        (accumulate ? V::LoadFirst(to, last) + V{sum[r][v]} : V{sum[r][v]}).StoreFirst(to, last);
      }
    }
  }
}

// All rows of C vectors of columns.
template <class V, int C, bool kWhole>
void MultiplyColumns(int64_t m, int64_t k, const float* a, int64_t row_stride, int64_t depth_stride,
                     const float* b, int64_t n, int64_t last, bool accumulate, float* c) {
  constexpr int kRows = C == 1 ? 8 : 6;
  int64_t i = 0;
  const auto blocks_of = [&]<int R>(std::integral_constant<int, R>) {
    for (; i + R <= m; i += R) {
      MultiplyBlock<V, R, C, kWhole>(k, a + i * row_stride, row_stride, depth_stride, b, n, last,
                                     accumulate, c + i * n);
    }
  };
  blocks_of(std::integral_constant<int, kRows>());
  blocks_of(std::integral_constant<int, 2>());
  blocks_of(std::integral_constant<int, 1>());
}

// from [rows,columns] -> to [columns,rows], in tiles that fit two cache lines each way
inline void Transpose(int64_t rows, int64_t columns, const float* from, float* to) {
  constexpr int64_t kTile = 16;
  for (int64_t i0 = 0; i0 < rows; i0 += kTile) {
    const int64_t i1 = std::min(rows, i0 + kTile);
    for (int64_t j = 0; j < columns; ++j) {
      for (int64_t i = i0; i < i1; ++i) to[j * rows + i] = from[i * columns + j];
    }
  }
}

template <class V>
[[gnu::noipa]] void Multiply(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
                             const float* b, bool accumulate, float* c) {
  constexpr int64_t kWidth = V::kWidth, kVectors = V::kBlockVectors;
  if (transposed == Transposed::kRight) {
    thread_local std::vector<float> packed;
    packed.resize(std::max<size_t>(packed.size(), n * k));
    Transpose(n, k, b, packed.data());
    b = packed.data();
  }
  const int64_t row_stride = transposed == Transposed::kLeft ? 1 : k;
  const int64_t depth_stride = transposed == Transposed::kLeft ? m : 1;
  for (int64_t p = 0; p < k; p += kBlockDepth) {
    const int64_t depth = std::min(kBlockDepth, k - p);
    const float* a_block = a + p * depth_stride;
    const bool add = accumulate || p > 0;
    int64_t j = 0;
    for (; j + kVectors * kWidth <= n; j += kVectors * kWidth) {
      MultiplyColumns<V, kVectors, true>(m, depth, a_block, row_stride, depth_stride, b + p * n + j,
                                         n, kWidth, add, c + j);
    }
    for (; j + kWidth <= n; j += kWidth) {
      MultiplyColumns<V, 1, true>(m, depth, a_block, row_stride, depth_stride, b + p * n + j, n,
                                  kWidth, add, c + j);
    }
    if (j < n) {
      MultiplyColumns<V, 1, false>(m, depth, a_block, row_stride, depth_stride, b + p * n + j, n,
                                   n - j, add, c + j);
    }
  }
}

// function(v) -> v for each vector of the arrays, the last one partly filled
template <class V, class Function>
void ForEach(int64_t n, Function&& function) {
  int64_t i = 0;
  for (; i + V::kWidth <= n; i += V::kWidth) function(i, V::kWidth);
  if (i < n) function(i, n - i);
}

template <class V>
[[gnu::always_inline]] inline V Get(const float* x, int64_t i, int64_t count) {
  return count == V::kWidth ? V::Load(x + i) : V::LoadFirst(x + i, count);
}

template <class V>
[[gnu::always_inline]] inline void Put(V v, float* x, int64_t i, int64_t count) {
  count == V::kWidth ? v.Store(x + i) : v.StoreFirst(x + i, count);
}

// A panel of rows at a time, which is in the cache from bias to relu.
template <class V>
void AffineMap(int64_t m, int64_t n, int64_t k, const float* a, const float* b, const float* bias,
               bool relu, float* c) {
  constexpr int64_t kPanel = 96;  // rows, a multiple of those of a block
  for (int64_t i = 0; i < m; i += kPanel) {
    const int64_t rows = std::min(kPanel, m - i);
    float* panel = c + i * n;
    for (int64_t r = 0; r < rows; ++r) std::copy_n(bias, n, panel + r * n);
    Multiply<V>(Transposed::kNone, rows, n, k, a + i * k, b, /*accumulate=*/true, panel);
    if (!relu) continue;
    const V zero = V::Broadcast(0);
    ForEach<V>(rows * n, [&](int64_t at, int64_t count) {
      Put(Max(Get<V>(panel, at, count), zero), panel, at, count);  // NaN stays
    });
  }
}

// tanh x = x P(x^2) / Q(x^2), P and Q of degree 4, relative minimax on |x| <= 9.02 (2e-8 before
// rounding; fitted by iteratively reweighted least squares); beyond, tanh rounds to 1.
template <class V>
void Tanh(int64_t n, float* x) {
  constexpr float p[] = {1.0f, 0x1.120438p-3f, 0x1.c9f814p-9f, 0x1.5954d4p-16f, 0x1.c9a242p-27f};
  constexpr float q[] = {1.0f, 0x1.de5766p-2f, 0x1.a7df06p-6f, 0x1.584182p-12f, 0x1.a0b762p-21f};
  const V one = V::Broadcast(1), bound = V::Broadcast(9.02f);
  const V minus_one = V::Broadcast(-1), minus_bound = V::Broadcast(-9.02f);
  ForEach<V>(n, [&](int64_t i, int64_t count) {
    const V z = Max(Min(Get<V>(x, i, count), bound), minus_bound);
    const V s = z * z;
    V top = V::Broadcast(p[4]), bottom = V::Broadcast(q[4]);
    for (int d = 3; d >= 0; --d) {
      top = MulAdd(top, s, V::Broadcast(p[d]));
      bottom = MulAdd(bottom, s, V::Broadcast(q[d]));
    }
    Put(Max(Min(z * top / bottom, one), minus_one), x, i, count);
  });
}

template <class V>
void TimesTanhDerivative(int64_t n, const float* y, float* g) {
  const V one = V::Broadcast(1);
  ForEach<V>(n, [&](int64_t i, int64_t count) {
    const V value = Get<V>(y, i, count);
    Put(Get<V>(g, i, count) * (one - value * value), g, i, count);
  });
}

template <class V>
void TimesReluDerivative(int64_t n, const float* y, float* g) {
  ForEach<V>(n, [&](int64_t i, int64_t count) {
    Put(Get<V>(g, i, count) * Step(Get<V>(y, i, count)), g, i, count);
  });
}

template <class V>
void AdamStep(const AdamStepSize& size, int64_t n, const float* gradient, float* mean,
              float* square, float* parameters) {
  const V beta1 = V::Broadcast(size.beta1), rest1 = V::Broadcast(size.rest1);
  const V beta2 = V::Broadcast(size.beta2), rest2 = V::Broadcast(size.rest2);
  const V epsilon = V::Broadcast(size.epsilon), step_size = V::Broadcast(size.step_size);
  const V scale = V::Broadcast(size.gradient_scale), bias2 = V::Broadcast(size.inverse_sqrt_bias2);
  ForEach<V>(n, [&](int64_t i, int64_t count) {
    const V g = Get<V>(gradient, i, count) * scale;
    const V m = beta1 * Get<V>(mean, i, count) + rest1 * g;
    const V s = beta2 * Get<V>(square, i, count) + rest2 * g * g;
    Put(m, mean, i, count);
    Put(s, square, i, count);
    const V step = step_size * m / (Sqrt(s) * bias2 + epsilon);
    Put(Get<V>(parameters, i, count) - step, parameters, i, count);
  });
}

template <class V>
constexpr Kernels MakeKernels(std::string_view name) {
  return {name,
          Multiply<V>,
          AffineMap<V>,
          Tanh<V>,
          TimesTanhDerivative<V>,
          TimesReluDerivative<V>,
          AdamStep<V>};
}

}  // namespace
}  // namespace gaitbench
