// The kernels for x86 CPUs without FMA.
#include <emmintrin.h>

#include "algos/kernels/fused_multiply_add.h"
#include "algos/kernels/vector_kernels.h"

namespace gaitbench {
namespace {

struct Vector {
  static constexpr int64_t kWidth = 4;
  static constexpr int kBlockVectors = 2;
  using Native = __m128;
  Native v;

  static Vector Load(const float* x) { return {_mm_loadu_ps(x)}; }
  static Vector LoadFirst(const float* x, int64_t count) {
    if (count == 4) return Load(x);
    const __m128 pair = count > 1
                            ? _mm_loadl_pi(_mm_setzero_ps(), reinterpret_cast<const __m64*>(x))
                            : _mm_load_ss(x);
    return {count > 2 ? _mm_movelh_ps(pair, _mm_load_ss(x + 2)) : pair};
  }
  static Vector Broadcast(float x) { return {_mm_set1_ps(x)}; }
  void Store(float* x) const { _mm_storeu_ps(x, v); }
  void StoreFirst(float* x, int64_t count) const {
    if (count == 4) return Store(x);
    if (count == 1) return _mm_store_ss(x, v);
    _mm_storel_pi(reinterpret_cast<__m64*>(x), v);
    if (count > 2) _mm_store_ss(x + 2, _mm_movehl_ps(v, v));
  }
};

Vector operator+(Vector a, Vector b) { return {_mm_add_ps(a.v, b.v)}; }
Vector operator-(Vector a, Vector b) { return {_mm_sub_ps(a.v, b.v)}; }
Vector operator*(Vector a, Vector b) { return {_mm_mul_ps(a.v, b.v)}; }
Vector operator/(Vector a, Vector b) { return {_mm_div_ps(a.v, b.v)}; }
Vector MulAdd(Vector a, Vector b, Vector c) { return {FusedMulAdd(a.v, b.v, c.v)}; }
Vector Sqrt(Vector a) { return {_mm_sqrt_ps(a.v)}; }
Vector Min(Vector a, Vector b) { return {_mm_min_ps(b.v, a.v)}; }  // NaN in a stays
Vector Max(Vector a, Vector b) { return {_mm_max_ps(b.v, a.v)}; }
Vector Step(Vector a) { return {_mm_and_ps(_mm_cmpgt_ps(a.v, _mm_setzero_ps()), _mm_set1_ps(1))}; }

}  // namespace

const Kernels kSse2Kernels = MakeKernels<Vector>("sse2");

}  // namespace gaitbench
