// Layer normalization (Ba, Kiros & Hinton 2016, arXiv:1607.06450): each row minus its mean, over
// its deviation, times a gain, plus a shift. As torch.nn.LayerNorm computes it.
//
// Axes: B rows, N numbers of each.
#pragma once

#include <cstdint>

namespace gaitbench {

inline constexpr float kLayerNormalizationEpsilon = 1e-5f;  // added to the variance; PyTorch's

// x [B,N] in place; keeps what the derivative needs: rows before gain and shift [B,N], and one over
// each row's deviation [B].
void NormalizeRows(int64_t num_rows, int64_t n, const float* gain, const float* shift, float* x,
                   float* normalized, float* inverse_deviation);

// g [B,N], by the result, becomes that by the input. The gradients of gain and shift [N] are
// written where they are asked for.
void NormalizeRowsBackward(int64_t num_rows, int64_t n, const float* gain, const float* normalized,
                           const float* inverse_deviation, float* g, float* gain_gradient,
                           float* shift_gradient);

}  // namespace gaitbench
