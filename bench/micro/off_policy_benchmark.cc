// One update of SAC at both sizes beside its bare matrix products, by our kernels and, where it is
// there, by the BLAS inside LibTorch. They alternate, so that what disturbs one disturbs all;
// `of_products` and `of_libtorch` are the update over each.
#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

#include "bench/micro/off_policy_fixture.h"

namespace gaitbench {
namespace {

double Seconds(auto&& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void Update(benchmark::State& state, const std::string& preset, const std::string& task) {
  OffPolicyUpdateBody update(preset, task);
  OffPolicyProductsBody products(preset, task), libtorch_products(preset, task, kLibTorchMultiply);
  double of_updates = 0, of_products = 0, of_libtorch = 0;
  for (auto _ : state) {
    of_products += Seconds(products);
    if (kHasLibTorch) of_libtorch += Seconds(libtorch_products);
    const double time = Seconds(update);
    of_updates += time;
    state.SetIterationTime(time);
  }
  state.counters["of_products"] = of_updates / of_products;
  if (kHasLibTorch) state.counters["of_libtorch"] = of_updates / of_libtorch;
}

const bool kRegistered = [] {
  for (const Task& task : Tasks()) {
    if (task.version != kNewestVersion) continue;
    for (const std::string preset : {"sac", "sac_small"}) {
      benchmark::RegisterBenchmark(
          ("BM_OffPolicyUpdate/" + preset + "/" + task.name).c_str(),
          [=, &task](benchmark::State& state) { Update(state, preset, task.name); })
          ->UseManualTime()
          ->Unit(benchmark::kMicrosecond);
    }
  }
  return true;
}();

}  // namespace
}  // namespace gaitbench
