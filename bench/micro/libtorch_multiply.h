// The matrix products of the BLAS inside LibTorch (MKL in its wheels), in the form of ours; null
// where there is no LibTorch. They use as many cores as they are given: taskset -c 0.
#pragma once

#include <cstdint>

#include "algos/kernels/kernels.h"

#ifdef GAITBENCH_LIBTORCH
extern "C" void sgemm_(const char* transa, const char* transb, const int* m, const int* n,
                       const int* k, const float* alpha, const float* a, const int* lda,
                       const float* b, const int* ldb, const float* beta, float* c, const int* ldc);
#endif

namespace gaitbench {

using Product = decltype(Kernels::multiply);

#ifdef GAITBENCH_LIBTORCH
inline constexpr bool kHasLibTorch = true;

// BLAS is column-major: it computes the transposes.
inline constexpr Product kLibTorchMultiply = [](Transposed transposed, int64_t m, int64_t n,
                                                int64_t k, const float* a, const float* b,
                                                bool accumulate, float* c) {
  const bool left = transposed == Transposed::kLeft, right = transposed == Transposed::kRight;
  const int rows = static_cast<int>(m), columns = static_cast<int>(n), depth = static_cast<int>(k);
  const int lda = left ? rows : depth, ldb = right ? depth : columns;
  const float one = 1, beta = accumulate ? 1 : 0;
  sgemm_(right ? "T" : "N", left ? "T" : "N", &columns, &rows, &depth, &one, b, &ldb, a, &lda,
         &beta, c, &columns);
};
#else
inline constexpr bool kHasLibTorch = false;
inline constexpr Product kLibTorchMultiply = nullptr;
#endif

}  // namespace gaitbench
