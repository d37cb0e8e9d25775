// Writes what every kernel of this CPU gives for the same inputs, as raw floats, to stdout, and the
// kernels' name to stderr: other_cpus_test.py compares this between CPUs.
#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "algos/kernels/kernels.h"
#include "tests/algos/kernels/adam_step_size.h"

namespace gaitbench {
namespace {

using Floats = std::vector<float>;

// Numbers in [-1, 1), the same on every CPU.
Floats Numbers(int64_t n, uint32_t seed) {
  Floats numbers(n);
  uint32_t state = seed;
  for (float& number : numbers) {
    state = state * 1664525u + 1013904223u;  // Knuth, vol. 2, section 3.3.4, table 1, line 16
    number = static_cast<float>(static_cast<int32_t>(state) >> 8) * 0x1p-23f;
  }
  return numbers;
}

void Write(const Floats& numbers) {
  std::fwrite(numbers.data(), sizeof(float), numbers.size(), stdout);
}

void WriteProducts(const Kernels& kernels, int64_t m, int64_t n, int64_t k) {
  const Floats a = Numbers(m * k, 1), b = Numbers(k * n, 2), bias = Numbers(n, 3),
               y = Numbers(m * n, 4);
  Floats c = Numbers(m * n, 5);
  for (const Transposed transposed : {Transposed::kNone, Transposed::kLeft, Transposed::kRight}) {
    for (const bool accumulate : {true, false}) {
      kernels.multiply(transposed, m, n, k, a.data(), b.data(), accumulate, c.data());
      Write(c);
    }
  }
  for (const Then then : {Then::kNothing, Then::kRelu, Then::kTanh}) {
    kernels.affine(m, n, k, a.data(), b.data(), bias.data(), then, c.data());
    Write(c);
    kernels.multiply_by_derivative(m, n, k, a.data(), b.data(), then, y.data(), c.data());
    Write(c);
  }
  Floats sum(n);
  kernels.sum_rows(m, n, y.data(), sum.data());
  Write(sum);
  const std::vector<int32_t> index = {static_cast<int32_t>(m - 1), 0, static_cast<int32_t>(m / 2)};
  const GaussianRows at = {m, n, y.data(), bias.data(), bias.data(), 0};
  Floats z(m * n), log_prob(m);
  kernels.gaussian_log_probs(at, c.data(), z.data(), log_prob.data());
  kernels.gaussian_gradients(at, z.data(), log_prob.data(), n, c.data(), sum.data());
  for (const Floats& numbers : {log_prob, c, sum}) Write(numbers);
  Floats rows(index.size() * n);
  kernels.gather_rows(n, index.size(), y.data(), index.data(), rows.data());
  Write(rows);
}

void WriteElementwise(const Kernels& kernels, int64_t n) {
  Floats x = Numbers(n, 6), g = Numbers(n, 7), mean = Numbers(n, 8), square = Numbers(n, 9);
  for (float& value : x) value *= 12;
  for (float& value : square) value *= value;
  for (int64_t i = 0; i < n; i += 5) g[i] = mean[i] = square[i] = 0;  // where gradients have ended
  const auto of_step =
      kernels.adam_step(kAdamStep, n, g.data(), mean.data(), square.data(), x.data());
  const auto of_x = kernels.sum_squares(n, x.data());
  Write({static_cast<float>(of_step), static_cast<float>(of_x)});
  for (const Floats& numbers : {mean, square, x}) Write(numbers);
  Floats log_slope = x;
  kernels.tanh(n, x.data());
  kernels.log_tanh_derivative(n, x.data(), log_slope.data());
  for (const Floats& numbers : {x, log_slope}) Write(numbers);
  kernels.times_tanh_derivative(n, x.data(), g.data());
  kernels.times_relu_derivative(n, x.data(), g.data());
  Write(g);
}

// Sums that leave the range of normal floats, at both ends.
void WriteExtremes(const Kernels& kernels) {
  const Floats mantissas = Numbers(64 * 64, 10);
  for (const float scale : {1e-22f, 3e-20f, 1e18f, 3e19f}) {
    Floats a = mantissas, c(64 * 64);
    for (float& value : a) value *= scale;
    kernels.multiply(Transposed::kLeft, 64, 64, 64, a.data(), a.data(), false, c.data());
    for (float& value : c) value = value == value ? value : 0;  // which NaN it is, is the CPU's own
    Write(c);
  }
}

}  // namespace
}  // namespace gaitbench

int main() {
  using namespace gaitbench;
  const Kernels& kernels = CurrentKernels();
  std::fprintf(stderr, "%.*s\n", static_cast<int>(kernels.name.size()), kernels.name.data());
  constexpr std::array<std::array<int64_t, 3>, 7> kShapes = {{{64, 64, 11},
                                                              {64, 3, 64},
                                                              {11, 64, 64},
                                                              {1, 64, 376},
                                                              {7, 81, 300},
                                                              {64, 17, 64},
                                                              {70, 150, 130}}};
  for (const auto [m, n, k] : kShapes) WriteProducts(kernels, m, n, k);
  for (const int64_t n : {1, 3, 16, 1003, 20000}) WriteElementwise(kernels, n);
  WriteExtremes(kernels);
}
