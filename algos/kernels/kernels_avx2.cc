// The kernels for CPUs with AVX2 and FMA; compiled with -march=x86-64-v3.
#include <immintrin.h>

#include "algos/kernels/vector_kernels.h"

namespace gaitbench {
namespace {

struct Vector {
  static constexpr int64_t kWidth = 8;
  static constexpr int kBlockVectors = 2;  // 6 x 2 sums in 16 registers
  using Native = __m256;
  Native v;

  static __m256i First(int64_t count) {
    const __m256i index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), index);
  }
  static Vector Load(const float* x) { return {_mm256_loadu_ps(x)}; }
  static Vector LoadFirst(const float* x, int64_t count) {
    return {_mm256_maskload_ps(x, First(count))};
  }
  static Vector Broadcast(float x) { return {_mm256_set1_ps(x)}; }
  void Store(float* x) const { _mm256_storeu_ps(x, v); }
  void StoreFirst(float* x, int64_t count) const { _mm256_maskstore_ps(x, First(count), v); }
};

Vector operator+(Vector a, Vector b) { return {_mm256_add_ps(a.v, b.v)}; }
Vector operator-(Vector a, Vector b) { return {_mm256_sub_ps(a.v, b.v)}; }
Vector operator*(Vector a, Vector b) { return {_mm256_mul_ps(a.v, b.v)}; }
Vector operator/(Vector a, Vector b) { return {_mm256_div_ps(a.v, b.v)}; }
Vector MulAdd(Vector a, Vector b, Vector c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
Vector Sqrt(Vector a) { return {_mm256_sqrt_ps(a.v)}; }
Vector Min(Vector a, Vector b) { return {_mm256_min_ps(b.v, a.v)}; }  // NaN in a stays
Vector Max(Vector a, Vector b) { return {_mm256_max_ps(b.v, a.v)}; }
Vector Step(Vector a) {
  return {_mm256_and_ps(_mm256_cmp_ps(a.v, _mm256_setzero_ps(), _CMP_GT_OQ), _mm256_set1_ps(1))};
}

}  // namespace

const Kernels kAvx2Kernels = MakeKernels<Vector>("avx2");

}  // namespace gaitbench
