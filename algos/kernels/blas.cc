// The kernels in plain C++, for every other CPU, and the choice among them.
#include "algos/kernels/blas.h"

#include <cmath>

#include "algos/kernels/blas_kernels.h"

namespace gaitbench {
namespace {

struct Vector {
  static constexpr int64_t kWidth = 1;
  static constexpr int kBlockVectors = 4;
  using Native = float;
  Native v;

  static Vector Load(const float* x) { return {*x}; }
  static Vector LoadFirst(const float* x, int64_t) { return {*x}; }
  static Vector Broadcast(float x) { return {x}; }
  void Store(float* x) const { *x = v; }
  void StoreFirst(float* x, int64_t) const { *x = v; }
};

Vector operator+(Vector a, Vector b) { return {a.v + b.v}; }
Vector operator-(Vector a, Vector b) { return {a.v - b.v}; }
Vector operator*(Vector a, Vector b) { return {a.v * b.v}; }
Vector operator/(Vector a, Vector b) { return {a.v / b.v}; }
Vector MulAdd(Vector a, Vector b, Vector c) { return {std::fma(a.v, b.v, c.v)}; }
Vector Sqrt(Vector a) { return {std::sqrt(a.v)}; }
Vector Min(Vector a, Vector b) { return {b.v < a.v ? b.v : a.v}; }
Vector Max(Vector a, Vector b) { return {b.v > a.v ? b.v : a.v}; }

}  // namespace

const Blas kBlasPortable = MakeBlas<Vector>("portable");

bool CpuRuns(const Blas& blas) {
#if defined(__x86_64__)
  if (&blas == &kBlasAvx512) return __builtin_cpu_supports("x86-64-v4");
  if (&blas == &kBlasAvx2) return __builtin_cpu_supports("x86-64-v3");
#endif
  return &blas == &kBlasPortable;
}

const Blas& CurrentBlas() {
  static const Blas& blas = []() -> const Blas& {
#if defined(__x86_64__)
    if (CpuRuns(kBlasAvx512)) return kBlasAvx512;
    if (CpuRuns(kBlasAvx2)) return kBlasAvx2;
#endif
    return kBlasPortable;
  }();
  return blas;
}

}  // namespace gaitbench
