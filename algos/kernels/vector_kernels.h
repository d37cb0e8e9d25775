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

// What sums become on their way into c: those at `start` are added, where there are any, in rows
// `start_stride` apart; with `relu`, what is negative becomes 0.
struct Finish {
  const float* start;
  int64_t start_stride;
  bool relu;
};

// One block of c: R rows, C vectors of columns; the last vector has `last` columns, all of them if
// kWhole. The loops over R and C must unroll, so that the sums stay in registers.
template <class V, int R, int C, bool kWhole>
[[gnu::always_inline]] inline void MultiplyBlock(int64_t k, const float* a, int64_t row_stride,
                                                 int64_t depth_stride, const float* b, int64_t n,
                                                 int64_t last, const Finish& finish, float* c) {
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
      const bool whole = kWhole || v < C - 1;
      V value = {sum[r][v]};
      if (finish.start) {
        const float* from = finish.start + r * finish.start_stride + v * kWidth;
        value = (whole ? V::Load(from) : V::LoadFirst(from, last)) + value;
      }
      if (finish.relu) value = Max(value, V::Broadcast(0));  // NaN stays
      float* to = c + r * n + v * kWidth;
      whole ? value.Store(to) : value.StoreFirst(to, last);
    }
  }
}

// All rows of C vectors of columns.
template <class V, int C, bool kWhole>
void MultiplyColumns(int64_t m, int64_t k, const float* a, int64_t row_stride, int64_t depth_stride,
                     const float* b, int64_t n, int64_t last, Finish finish, float* c) {
  constexpr int kRows = C == 1 ? 8 : 6;
  int64_t i = 0;
  const auto blocks_of = [&]<int R>(std::integral_constant<int, R>) {
    for (; i + R <= m; i += R) {
      MultiplyBlock<V, R, C, kWhole>(k, a + i * row_stride, row_stride, depth_stride, b, n, last,
                                     finish, c + i * n);
      if (finish.start) finish.start += R * finish.start_stride;
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

// c [m,n] = op(a) b with op(a) [m,k] of these strides, b [k,n]; `first` is added to the sums, and
// with `relu` what is negative in the end becomes 0.
template <class V>
void MultiplyInBlocks(int64_t m, int64_t n, int64_t k, const float* a, int64_t row_stride,
                      int64_t depth_stride, const float* b, const Finish& first, float* c) {
  constexpr int64_t kWidth = V::kWidth, kVectors = V::kBlockVectors;
  for (int64_t p = 0; p < k; p += kBlockDepth) {
    const int64_t depth = std::min(kBlockDepth, k - p);
    const float* a_block = a + p * depth_stride;
    const Finish finish = {p > 0 ? c : first.start, p > 0 ? n : first.start_stride,
                           first.relu && p + depth == k};
    const auto from = [&](int64_t j) {
      return Finish{finish.start ? finish.start + j : nullptr, finish.start_stride, finish.relu};
    };
    int64_t j = 0;
    for (; j + kVectors * kWidth <= n; j += kVectors * kWidth) {
      MultiplyColumns<V, kVectors, true>(m, depth, a_block, row_stride, depth_stride, b + p * n + j,
                                         n, kWidth, from(j), c + j);
    }
    for (; j + kWidth <= n; j += kWidth) {
      MultiplyColumns<V, 1, true>(m, depth, a_block, row_stride, depth_stride, b + p * n + j, n,
                                  kWidth, from(j), c + j);
    }
    if (j < n) {
      MultiplyColumns<V, 1, false>(m, depth, a_block, row_stride, depth_stride, b + p * n + j, n,
                                   n - j, from(j), c + j);
    }
  }
}

template <class V>
void Multiply(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
              const float* b, bool accumulate, float* c) {
  if (transposed == Transposed::kRight) {
    thread_local std::vector<float> packed;
    packed.resize(std::max<size_t>(packed.size(), n * k));
    Transpose(n, k, b, packed.data());
    b = packed.data();
  }
  const bool left = transposed == Transposed::kLeft;
  MultiplyInBlocks<V>(m, n, k, a, left ? 1 : k, left ? m : 1, b,
                      {accumulate ? c : nullptr, n, /*relu=*/false}, c);
}

template <class V>
void AffineMap(int64_t m, int64_t n, int64_t k, const float* a, const float* b, const float* bias,
               bool relu, float* c) {
  MultiplyInBlocks<V>(m, n, k, a, k, 1, b, {bias, 0, relu}, c);
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
