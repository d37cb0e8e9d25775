// The kernels of kernels.h, written once over a vector type V of V::kWidth floats and compiled once
// for each kind of CPU. Only kernels.cc and kernels_<kind>.cc include this, and it has no function
// of the standard library that is not inlined: the linker keeps one copy for all CPUs. V offers
// Load, LoadFirst, Store, StoreFirst (the first `count` floats), Broadcast, MulAdd(a, b, c) = a b +
// c rounded once, and + - * / Sqrt Min Max, and Step(a): 1 where a > 0, else 0.
#pragma once

#include <algorithm>

#include "algos/kernels/kernels.h"
#include "algos/kernels/matrix_kernels.h"

namespace gaitbench {

extern const Kernels kSse2Kernels, kAvx2Kernels, kAvx512Kernels, kNeonKernels;

namespace {

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
[[gnu::always_inline]] inline V TanhOf(V x) {
  constexpr float p[] = {1.0f, 0x1.120438p-3f, 0x1.c9f814p-9f, 0x1.5954d4p-16f, 0x1.c9a242p-27f};
  constexpr float q[] = {1.0f, 0x1.de5766p-2f, 0x1.a7df06p-6f, 0x1.584182p-12f, 0x1.a0b762p-21f};
  const V one = V::Broadcast(1), bound = V::Broadcast(9.02f);
  const V minus_one = V::Broadcast(-1), minus_bound = V::Broadcast(-9.02f);
  const V z = Max(Min(x, bound), minus_bound);
  const V s = z * z;
  V top = V::Broadcast(p[4]), bottom = V::Broadcast(q[4]);
#pragma GCC unroll 4
  for (int d = 3; d >= 0; --d) {
    top = MulAdd(top, s, V::Broadcast(p[d]));
    bottom = MulAdd(bottom, s, V::Broadcast(q[d]));
  }
  return Max(Min(z * top / bottom, one), minus_one);
}

template <class V>
void Tanh(int64_t n, float* x) {
  ForEach<V>(n, [&](int64_t i, int64_t count) { Put(TanhOf(Get<V>(x, i, count)), x, i, count); });
}

// 2 (log(1 + |y|) - |u|), as 1 - y^2 = (1 + |y|)^2 exp(-2 |u|); log(1 + t) = t P(t) / Q(t), P and Q
// of degree 3, relative minimax on [0, 1] (1e-9 before rounding; fitted as TanhOf).
template <class V>
void LogTanhDerivative(int64_t n, const float* y, float* u) {
  constexpr float p[] = {1.0f, 0x1.11711cp+0f, 0x1.e9f654p-3f, 0x1.c402f4p-9f};
  constexpr float q[] = {1.0f, 0x1.91711cp+0f, 0x1.614458p-1f, 0x1.361364p-4f};
  const V zero = V::Broadcast(0), two = V::Broadcast(2);
  ForEach<V>(n, [&](int64_t i, int64_t count) {
    const V of_y = Get<V>(y, i, count), of_u = Get<V>(u, i, count);
    const V t = Max(of_y, zero - of_y), size = Max(of_u, zero - of_u);
    V top = V::Broadcast(p[3]), bottom = V::Broadcast(q[3]);
#pragma GCC unroll 3
    for (int d = 2; d >= 0; --d) {
      top = MulAdd(top, t, V::Broadcast(p[d]));
      bottom = MulAdd(bottom, t, V::Broadcast(q[d]));
    }
    Put(two * (t * top / bottom - size), u, i, count);
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

struct ThenRelu {
  template <class V>
  V operator()(V value, const float* /*to*/, int64_t /*count*/) const {
    return Max(value, V::Broadcast(0));  // NaN stays
  }
};

struct ThenTanh {
  template <class V>
  V operator()(V value, const float* /*to*/, int64_t /*count*/) const {
    return TanhOf(value);
  }
};

template <class V, class Finish>
void AffineAndFinish(int64_t m, int64_t n, int64_t k, const float* x, const float* w,
                     const float* bias, float* y) {
  MultiplyAndFinish<V>(Transposed::kNone, m, n, k, x, w, {bias, 0}, Finish(), y);
}

template <class V>
void Affine(int64_t m, int64_t n, int64_t k, const float* x, const float* w, const float* bias,
            Then then, float* y) {
  switch (then) {
    case Then::kNothing:
      return AffineAndFinish<V, Unchanged>(m, n, k, x, w, bias, y);
    case Then::kRelu:
      return AffineAndFinish<V, ThenRelu>(m, n, k, x, w, bias, y);
    case Then::kTanh:
      return AffineAndFinish<V, ThenTanh>(m, n, k, x, w, bias, y);
  }
}

struct OfTanh {
  template <class V>
  V operator()(V y) const {
    return V::Broadcast(1) - y * y;
  }
};

struct OfRelu {
  template <class V>
  V operator()(V y) const {
    return Step(y);
  }
};

template <class V, class Derivative>
void MultiplyAndChain(int64_t m, int64_t n, int64_t k, const float* g, const float* w,
                      const float* y, float* c) {
  const auto finish = [&](V value, const float* to, int64_t count) {
    return value * Derivative()(Get<V>(y, to - c, count));
  };
  MultiplyAndFinish<V>(Transposed::kRight, m, n, k, g, w, {}, finish, c);
}

template <class V>
void MultiplyByDerivative(int64_t m, int64_t n, int64_t k, const float* g, const float* w,
                          Then then, const float* y, float* c) {
  switch (then) {
    case Then::kNothing:
      return Multiply<V>(Transposed::kRight, m, n, k, g, w, /*accumulate=*/false, c);
    case Then::kRelu:
      return MultiplyAndChain<V, OfRelu>(m, n, k, g, w, y, c);
    case Then::kTanh:
      return MultiplyAndChain<V, OfTanh>(m, n, k, g, w, y, c);
  }
}

// Of each column its own sum, row by row; several vectors at once, as none waits for another.
template <class V>
void SumRows(int64_t m, int64_t n, const float* x, float* sum) {
  constexpr int64_t kWidth = V::kWidth;
  constexpr int kVectors = 4;
  int64_t j = 0;
  for (; j + kVectors * kWidth <= n; j += kVectors * kWidth) {
    typename V::Native total[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) total[v] = V::Broadcast(0).v;
    for (const float* row = x + j; row < x + m * n; row += n) {
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) total[v] = (V{total[v]} + V::Load(row + v * kWidth)).v;
    }
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) V{total[v]}.Store(sum + j + v * kWidth);
  }
  ForEach<V>(n - j, [&](int64_t rest, int64_t count) {
    V total = V::Broadcast(0);
    for (int64_t i = 0; i < m; ++i) total = total + Get<V>(x + i * n + j, rest, count);
    Put(total, sum + j, rest, count);
  });
}

template <class V>
void GatherRows(int64_t n, int64_t count, const float* x, const int32_t* index, float* to) {
  constexpr int64_t kAhead = 8;  // rows that are asked of the memory before they are copied
  for (int64_t b = 0; b < count; ++b, to += n) {
    const float* row = x + index[b] * n;
    const float* later = x + index[std::min(b + kAhead, count - 1)] * n;
    ForEach<V>(n, [&](int64_t j, int64_t length) {
      __builtin_prefetch(later + j, 0, 2);
      Put(Get<V>(row, j, length), to, j, length);
    });
  }
}

// The sum of 16 interleaved parts, to which add(sum, i, count) -> sum adds a vector of the n
// numbers, the last ones partly filled.
template <class V, class Add>
[[gnu::always_inline]] inline double SumInParts(int64_t n, const Add& add) {
  constexpr int64_t kParts = 16, kWidth = V::kWidth;
  constexpr int kVectors = kParts / kWidth;
  typename V::Native sum[kVectors];
#pragma GCC unroll 16
  for (int v = 0; v < kVectors; ++v) sum[v] = V::Broadcast(0).v;
  int64_t i = 0;
  for (; i + kParts <= n; i += kParts) {
#pragma GCC unroll 16
    for (int v = 0; v < kVectors; ++v) sum[v] = add(V{sum[v]}, i + v * kWidth, kWidth).v;
  }
#pragma GCC unroll 16
  for (int v = 0; v < kVectors; ++v) {
    const int64_t first = i + v * kWidth;
    if (first < n) sum[v] = add(V{sum[v]}, first, std::min(kWidth, n - first)).v;
  }
  float parts[kParts];
#pragma GCC unroll 16
  for (int v = 0; v < kVectors; ++v) V{sum[v]}.Store(parts + v * kWidth);
  double total = 0;
  for (const float part : parts) total += part;
  return total;
}

template <class V>
void GaussianLogProbs(const GaussianRows& at, const float* x, float* z, float* log_prob) {
  const auto [m, n, mean, log_std, inverse_std, stride] = at;
  const V half = V::Broadcast(0.5f), half_log_two_pi = V::Broadcast(0.91893853320467274f);
  float* terms = PackingSpace(m * n);
  for (int64_t b = 0; b < m; ++b) {
    const int64_t row = b * n, of_deviation = b * stride;
    ForEach<V>(n, [&](int64_t j, int64_t count) {
      const V value = (Get<V>(x + row, j, count) - Get<V>(mean + row, j, count)) *
                      Get<V>(inverse_std + of_deviation, j, count);
      if (z) Put(value, z + row, j, count);
      const V term =
          half * value * value + Get<V>(log_std + of_deviation, j, count) + half_log_two_pi;
      Put(term, terms + row, j, count);
    });
  }
  for (int64_t b = 0; b < m; ++b) {
    float sum = 0;
    for (int64_t j = 0; j < n; ++j) sum -= *terms++;
    log_prob[b] = sum;
  }
}

template <class V>
void GaussianGradients(const GaussianRows& at, const float* z, const float* scale,
                       int64_t by_mean_stride, float* by_mean, float* by_log_std) {
  const auto [m, n, mean, log_std, inverse_std, stride] = at;
  const V one = V::Broadcast(1);
  ForEach<V>(n, [&](int64_t j, int64_t count) {
    V inverse = Get<V>(inverse_std, j, count), sum = Get<V>(by_log_std, j, count);
    for (int64_t b = 0; b < m; ++b) {
      const V value = Get<V>(z + b * n, j, count), factor = V::Broadcast(scale[b]);
      Put(factor * value * inverse, by_mean + b * by_mean_stride, j, count);
      sum = sum + factor * (value * value - one);
      if (stride == 0 || b + 1 == m) continue;  // the next one has the same deviation, or is none
      Put(sum, by_log_std + b * stride, j, count);
      inverse = Get<V>(inverse_std + (b + 1) * stride, j, count);
      sum = Get<V>(by_log_std + (b + 1) * stride, j, count);
    }
    Put(sum, by_log_std + (m - 1) * stride, j, count);
  });
}

template <class V>
double SumSquares(int64_t n, const float* x) {
  return SumInParts<V>(n, [&](V sum, int64_t i, int64_t count) {
    const V value = Get<V>(x, i, count);
    return sum + value * value;
  });
}

// x nearer to 0 by least, or 0; the same x where |x| is over 2^25 times least. NaN stays.
template <class V>
[[gnu::always_inline]] inline V Shrink(V x, V least, V minus_least) {
  return x - Max(Min(x, least), minus_least);
}

template <class V>
double AdamStep(const AdamStepSize& size, int64_t n, const float* gradient, float* mean,
                float* square, float* parameters) {
  const V beta1 = V::Broadcast(size.beta1), rest1 = V::Broadcast(size.rest1);
  const V beta2 = V::Broadcast(size.beta2), rest2 = V::Broadcast(size.rest2);
  const V epsilon = V::Broadcast(size.epsilon), step_size = V::Broadcast(size.step_size);
  const V scale = V::Broadcast(size.gradient_scale), bias2 = V::Broadcast(size.inverse_sqrt_bias2);
  const V least_mean = V::Broadcast(size.least_mean),
          minus_least_mean = V::Broadcast(0) - least_mean;
  const V least_square = V::Broadcast(size.least_square);
  return SumInParts<V>(n, [&](V sum, int64_t i, int64_t count) {
    const V unscaled = Get<V>(gradient, i, count), g = unscaled * scale;
    const V m = Shrink(beta1 * Get<V>(mean, i, count) + rest1 * g, least_mean, minus_least_mean);
    const V s = Max(beta2 * Get<V>(square, i, count) + rest2 * g * g, least_square);
    Put(m, mean, i, count);
    Put(s, square, i, count);
    const V step = step_size * m / (Sqrt(s) * bias2 + epsilon);
    Put(Get<V>(parameters, i, count) - step, parameters, i, count);
    return sum + unscaled * unscaled;
  });
}

template <class V>
constexpr Kernels MakeKernels(std::string_view name) {
  return {name,
          Multiply<V>,
          Affine<V>,
          MultiplyByDerivative<V>,
          SumRows<V>,
          GatherRows<V>,
          Tanh<V>,
          LogTanhDerivative<V>,
          TimesTanhDerivative<V>,
          TimesReluDerivative<V>,
          GaussianLogProbs<V>,
          GaussianGradients<V>,
          SumSquares<V>,
          AdamStep<V>};
}

}  // namespace
}  // namespace gaitbench
