// The kernels for 64-bit ARM, whose CPUs all have NEON with fused multiply-adds.
#include <arm_neon.h>

#include "algos/kernels/vector_kernels.h"

namespace gaitbench {
namespace {

struct Vector {
  static constexpr int64_t kWidth = 4;
  static constexpr int kBlockVectors = 4;  // 6 x 4 sums in 32 registers
  using Native = float32x4_t;
  Native v;

  static Vector Load(const float* x) { return {vld1q_f32(x)}; }
  static Vector LoadFirst(const float* x, int64_t count) {
    float32x4_t first = vld1q_lane_f32(x, vdupq_n_f32(0), 0);
    if (count > 1) first = vld1q_lane_f32(x + 1, first, 1);
    if (count > 2) first = vld1q_lane_f32(x + 2, first, 2);
    if (count > 3) first = vld1q_lane_f32(x + 3, first, 3);
    return {first};
  }
  static Vector Broadcast(float x) { return {vdupq_n_f32(x)}; }
  void Store(float* x) const { vst1q_f32(x, v); }
  void StoreFirst(float* x, int64_t count) const {
    vst1q_lane_f32(x, v, 0);
    if (count > 1) vst1q_lane_f32(x + 1, v, 1);
    if (count > 2) vst1q_lane_f32(x + 2, v, 2);
    if (count > 3) vst1q_lane_f32(x + 3, v, 3);
  }
};

Vector operator+(Vector a, Vector b) { return {vaddq_f32(a.v, b.v)}; }
Vector operator-(Vector a, Vector b) { return {vsubq_f32(a.v, b.v)}; }
Vector operator*(Vector a, Vector b) { return {vmulq_f32(a.v, b.v)}; }
Vector operator/(Vector a, Vector b) { return {vdivq_f32(a.v, b.v)}; }
Vector MulAdd(Vector a, Vector b, Vector c) { return {vfmaq_f32(c.v, a.v, b.v)}; }
Vector Sqrt(Vector a) { return {vsqrtq_f32(a.v)}; }
// NaN in a stays, and so does its zero beside a zero of the other sign: vminq_f32 would take b's
Vector Min(Vector a, Vector b) { return {vbslq_f32(vcltq_f32(b.v, a.v), b.v, a.v)}; }
Vector Max(Vector a, Vector b) { return {vbslq_f32(vcgtq_f32(b.v, a.v), b.v, a.v)}; }
Vector Step(Vector a) {
  const uint32x4_t one = vreinterpretq_u32_f32(vdupq_n_f32(1));
  return {vreinterpretq_f32_u32(vandq_u32(vcgtq_f32(a.v, vdupq_n_f32(0)), one))};
}

}  // namespace

const Kernels kNeonKernels = MakeKernels<Vector>("neon");

}  // namespace gaitbench
