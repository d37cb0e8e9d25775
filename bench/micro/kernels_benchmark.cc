// The matrix products of one policy minibatch (64 samples, two hidden layers of 64), by our kernels
// and, where it is there, by the BLAS inside LibTorch; and tanh of one hidden layer. Times are per
// eight products: forward, weight gradients, hidden gradients.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "algos/kernels/kernels.h"
#include "bench/micro/libtorch_multiply.h"

namespace gaitbench {
namespace {

// range(0): observation size, range(1): action size
void EightProducts(benchmark::State& state, Product multiply) {
  const int64_t in = state.range(0), out = state.range(1), hidden = 64, samples = 64;
  const std::vector<float> x(samples * in, 0.5f), h(samples * hidden, 0.25f),
      g(samples * out, 0.125f);
  const std::vector<float> w1(in * hidden, 0.1f), w2(hidden * hidden, 0.1f), w3(hidden * out, 0.1f);
  std::vector<float> y(samples * hidden), dw(in * hidden + hidden * hidden);
  for (auto _ : state) {
    multiply(Transposed::kNone, samples, hidden, in, x.data(), w1.data(), false, y.data());
    multiply(Transposed::kNone, samples, hidden, hidden, h.data(), w2.data(), false, y.data());
    multiply(Transposed::kNone, samples, out, hidden, h.data(), w3.data(), false, y.data());
    multiply(Transposed::kLeft, hidden, out, samples, h.data(), g.data(), false, dw.data());
    multiply(Transposed::kRight, samples, hidden, out, g.data(), w3.data(), false, y.data());
    multiply(Transposed::kLeft, hidden, hidden, samples, h.data(), h.data(), false, dw.data());
    multiply(Transposed::kRight, samples, hidden, hidden, h.data(), w2.data(), false, y.data());
    multiply(Transposed::kLeft, in, hidden, samples, x.data(), h.data(), false, dw.data());
    benchmark::DoNotOptimize(y.data());
    benchmark::DoNotOptimize(dw.data());
  }
}

void BM_EightProducts(benchmark::State& state) { EightProducts(state, CurrentKernels().multiply); }

void Robots(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"inputs", "outputs"});
  for (auto [in, out] : {std::pair{11, 3}, {17, 6}, {376, 17}, {11, 1}}) benchmark->Args({in, out});
}
BENCHMARK(BM_EightProducts)->Apply(Robots)->Unit(benchmark::kMicrosecond);

// by the kernels of older CPUs, too
const bool kOfOlderCpus = [] {
  for (const Kernels* kernels : AllKernels().subspan(1)) {
    benchmark::RegisterBenchmark(("BM_EightProducts/" + std::string(kernels->name)).c_str(),
                                 EightProducts, kernels->multiply)
        ->Apply(Robots)
        ->Unit(benchmark::kMicrosecond);
  }
  return true;
}();

#ifdef GAITBENCH_LIBTORCH
void BM_EightProductsOfLibTorch(benchmark::State& state) {
  EightProducts(state, kLibTorchMultiply);
}
BENCHMARK(BM_EightProductsOfLibTorch)->Apply(Robots)->Unit(benchmark::kMicrosecond);
#endif

// range(0..3): m, n, k, Transposed
void BM_Product(benchmark::State& state) {
  const int64_t m = state.range(0), n = state.range(1), k = state.range(2);
  const std::vector<float> a(m * k, 0.5f), b(k * n, 0.25f);
  std::vector<float> c(m * n);
  for (auto _ : state) {
    CurrentKernels().multiply(static_cast<Transposed>(state.range(3)), m, n, k, a.data(), b.data(),
                              false, c.data());
    benchmark::DoNotOptimize(c.data());
  }
}
BENCHMARK(BM_Product)
    ->ArgNames({"m", "n", "k", "transposed"})
    ->Args({64, 64, 64, 0})
    ->Args({64, 64, 64, 1})
    ->Args({64, 64, 64, 2})
    ->Args({64, 1, 64, 0})
    ->Args({64, 1, 64, 1})
    ->Args({64, 64, 1, 2})
    ->Args({1, 64, 64, 0});

void BM_Tanh(benchmark::State& state) {
  std::vector<float> x(64 * 64, 0.3f);
  for (auto _ : state) {
    CurrentKernels().tanh(x.size(), x.data());
    benchmark::DoNotOptimize(x.data());
  }
}
BENCHMARK(BM_Tanh);

}  // namespace
}  // namespace gaitbench
