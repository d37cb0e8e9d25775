// The kernels for CPUs with AVX-512; compiled with -march=x86-64-v4.
#include <immintrin.h>

#include "algos/kernels/vector_kernels.h"

namespace gaitbench {
namespace {

struct Vector {
  static constexpr int64_t kWidth = 16;
  static constexpr int kBlockVectors = 4;  // 6 x 4 sums in 32 registers
  using Native = __m512;
  Native v;

  static __mmask16 First(int64_t count) { return static_cast<__mmask16>((1u << count) - 1); }
  static Vector Load(const float* x) { return {_mm512_loadu_ps(x)}; }
  static Vector LoadFirst(const float* x, int64_t count) {
    return {_mm512_maskz_loadu_ps(First(count), x)};
  }
  static Vector Broadcast(float x) { return {_mm512_set1_ps(x)}; }
  void Store(float* x) const { _mm512_storeu_ps(x, v); }
  void StoreFirst(float* x, int64_t count) const { _mm512_mask_storeu_ps(x, First(count), v); }
};

Vector operator+(Vector a, Vector b) { return {_mm512_add_ps(a.v, b.v)}; }
Vector operator-(Vector a, Vector b) { return {_mm512_sub_ps(a.v, b.v)}; }
Vector operator*(Vector a, Vector b) { return {_mm512_mul_ps(a.v, b.v)}; }
Vector operator/(Vector a, Vector b) { return {_mm512_div_ps(a.v, b.v)}; }
Vector MulAdd(Vector a, Vector b, Vector c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
Vector Sqrt(Vector a) { return {_mm512_sqrt_ps(a.v)}; }
Vector Min(Vector a, Vector b) { return {_mm512_min_ps(b.v, a.v)}; }  // NaN in a stays
Vector Max(Vector a, Vector b) { return {_mm512_max_ps(b.v, a.v)}; }
Vector Step(Vector a) {
  const __mmask16 positive = _mm512_cmp_ps_mask(a.v, _mm512_setzero_ps(), _CMP_GT_OQ);
  return {_mm512_maskz_mov_ps(positive, _mm512_set1_ps(1))};
}

}  // namespace

const Kernels kAvx512Kernels = MakeKernels<Vector>("avx512");

}  // namespace gaitbench
