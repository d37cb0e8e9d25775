// The kernels in plain C++, for every other CPU, and the choice among them.
#include "algos/kernels/kernels.h"

#include <cmath>

#include "algos/kernels/vector_kernels.h"

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
Vector Step(Vector a) { return {a.v > 0 ? 1.0f : 0.0f}; }

}  // namespace

const Kernels kPortableKernels = MakeKernels<Vector>("portable");

bool CpuRuns(const Kernels& kernels) {
#if defined(__x86_64__)
  if (&kernels == &kAvx512Kernels) return __builtin_cpu_supports("x86-64-v4");
  if (&kernels == &kAvx2Kernels) return __builtin_cpu_supports("x86-64-v3");
#endif
  return &kernels == &kPortableKernels;
}

const Kernels& CurrentKernels() {
  static const Kernels& kernels = []() -> const Kernels& {
#if defined(__x86_64__)
    if (CpuRuns(kAvx512Kernels)) return kAvx512Kernels;
    if (CpuRuns(kAvx2Kernels)) return kAvx2Kernels;
#endif
    return kPortableKernels;
  }();
  return kernels;
}

}  // namespace gaitbench
