// The kernels in plain C++, for every other CPU, and the choice among them.
#include "algos/kernels/kernels.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

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

const Kernels kPortableKernels = MakeKernels<Vector>("portable");

std::vector<const Kernels*> FindKernels() {
  std::vector<const Kernels*> found;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) found.push_back(&kAvx512Kernels);
  if (__builtin_cpu_supports("x86-64-v3")) found.push_back(&kAvx2Kernels);
  found.push_back(&kSse2Kernels);
#elif defined(__aarch64__)
  found.push_back(&kNeonKernels);
#endif
  found.push_back(&kPortableKernels);
  return found;
}

}  // namespace

float* PackingSpace(size_t size) {
  constexpr size_t kLine = 64;  // bytes
  thread_local std::vector<float> space;
  space.resize(std::max(space.size(), size + kLine / sizeof(float)));
  void* start = space.data();
  size_t room = space.size() * sizeof(float);
  return static_cast<float*>(std::align(kLine, size * sizeof(float), start, room));
}

std::span<const Kernels* const> AllKernels() {
  static const std::vector<const Kernels*> kernels = FindKernels();
  return kernels;
}

const Kernels& CurrentKernels() {
  static const Kernels& fastest = *AllKernels().front();
  return fastest;
}

}  // namespace gaitbench
