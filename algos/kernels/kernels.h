// The arithmetic of the hot path on plain floats, for one thread: matrix products, tanh, Gaussian
// log densities, gathers of rows, sums of squares and Adam's update.
//
// Every element of a product is one chain of fused multiply-adds over k, in order, cut only into
// blocks of 128; tanh is a quotient of two polynomials; no result depends on alignment, on the
// neighbours' number or on the vector width. So a sample's output has the same bits alone, in a
// minibatch and in a whole rollout, on any CPU: AVX-512, AVX2, SSE2, NEON and plain C++ agree to
// the bit (kernels_test and other_cpus_test hold them to it). bench/micro/kernels_benchmark times
// them beside the BLAS inside LibTorch.
//
// Matrices are row-major.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gaitbench {

enum class Transposed { kNone, kLeft, kRight };

// What one Adam step needs besides the buffers; Kingma & Ba 2015 (arXiv:1412.6980), algorithm 1.
struct AdamStepSize {
  float beta1, beta2, epsilon;
  float rest1, rest2;        // 1 - beta1, 1 - beta2
  float step_size;           // learning rate / (1 - beta1^t)
  float inverse_sqrt_bias2;  // 1 / sqrt(1 - beta2^t)
  float gradient_scale;      // multiplies the gradient first (norm bound)
  float least_mean = 0;      // the mean comes nearer to 0 by this, to 0 where it is smaller
  float least_square = 0;    // the mean square is at least this
};

// What becomes of an affine map's result.
enum class Then : uint8_t { kNothing, kRelu, kTanh };

// Diagonal Gaussians over n dimensions, m of them.
struct GaussianRows {
  int64_t m, n;
  const float* mean;                   // [m,n]
  const float *log_std, *inverse_std;  // [m,n], or [n] of them all
  int64_t stride;                      // of those rows: n, or 0
};

struct Kernels {
  std::string_view name;  // "avx512", "avx2", "sse2", "neon", "portable"

  // c [m,n] = op(a) op(b), or += if `accumulate`, with op(a) [m,k], op(b) [k,n]
  void (*multiply)(Transposed transposed, int64_t m, int64_t n, int64_t k, const float* a,
                   const float* b, bool accumulate, float* c);
  // y [m,n] = bias [n] + x [m,k] w [k,n], k at least 1, and then what `then` says
  void (*affine)(int64_t m, int64_t n, int64_t k, const float* x, const float* w, const float* bias,
                 Then then, float* y);
  // c [m,n] = g [m,k] w^T, w [n,k], times the derivative of what `then` says at its output y [m,n]:
  // the chain through a layer and the activation below it; k at least 1
  void (*multiply_by_derivative)(int64_t m, int64_t n, int64_t k, const float* g, const float* w,
                                 Then then, const float* y, float* c);
  // sum [n] of the rows of x [m,n]
  void (*sum_rows)(int64_t m, int64_t n, const float* x, float* sum);
  // to [count,n] = the rows of x [m,n] at index [count]
  void (*gather_rows)(int64_t n, int64_t count, const float* x, const int32_t* index, float* to);
  // x [n] = tanh x, relative error below 4e-7
  void (*tanh)(int64_t n, float* x);
  // u [n] = log(1 - tanh^2 u), with y = tanh u
  void (*log_tanh_derivative)(int64_t n, const float* y, float* u);
  // g [n] *= 1 - y^2, with y = tanh z: the chain through tanh
  void (*times_tanh_derivative)(int64_t n, const float* y, float* g);
  // g [n] *= 1 where y > 0, else 0, with y = relu z
  void (*times_relu_derivative)(int64_t n, const float* y, float* g);
  // log densities [m] of x [m,n], each summed in order. z [m,n] = (x - mean) / std where not null.
  void (*gaussian_log_probs)(const GaussianRows& at, const float* x, float* z, float* log_prob);
  // their derivatives, times scale [m]: by the mean, z / std, into rows of by_mean; by log_std,
  // z^2 - 1, added to rows of by_log_std that lie as those of log_std do
  void (*gaussian_gradients)(const GaussianRows& at, const float* z, const float* scale,
                             int64_t by_mean_stride, float* by_mean, float* by_log_std);
  // sum of squares of x [n], in 16 interleaved parts of float
  double (*sum_squares)(int64_t n, const float* x);
  // parameters [n] go against `gradient`; mean and square are Adam's moments. Returns the
  // gradient's sum_squares, before it is scaled.
  double (*adam_step)(const AdamStepSize& size, int64_t n, const float* gradient, float* mean,
                      float* square, float* parameters);
};

// the fastest this CPU runs; the same object for the whole process
const Kernels& CurrentKernels();

// all that this CPU runs, from the fastest to the portable ones: for tests and benchmarks
std::span<const Kernels* const> AllKernels();

}  // namespace gaitbench
