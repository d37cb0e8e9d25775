// A step of Adam for what kernels are tried on.
#pragma once

#include "algos/kernels/kernels.h"

namespace gaitbench {

constexpr AdamStepSize kAdamStep = {.beta1 = 0.9f,
                                    .beta2 = 0.999f,
                                    .epsilon = 1e-5f,
                                    .rest1 = 0.1f,
                                    .rest2 = 0.001f,
                                    .step_size = 3e-3f,
                                    .inverse_sqrt_bias2 = 1.5f,
                                    .gradient_scale = 0.5f,
                                    .least_mean = 0x1p-100f,
                                    .least_square = 0x1p-120f};

}  // namespace gaitbench
