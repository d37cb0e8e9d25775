// One update of SAC at both sizes beside its bare matrix products, which alternate, so that what
// disturbs one disturbs the other; `of_products` is their ratio.
#include <benchmark/benchmark.h>

#include <chrono>

#include "bench/micro/off_policy_fixture.h"

namespace gaitbench {
namespace {

double Seconds(auto&& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void Update(benchmark::State& state, const char* preset, const char* task) {
  OffPolicyUpdateBody update(preset, task);
  OffPolicyProductsBody products(preset, task);
  double of_updates = 0, of_products = 0;
  for (auto _ : state) {
    of_products += Seconds(products);
    const double time = Seconds(update);
    of_updates += time;
    state.SetIterationTime(time);
  }
  state.counters["of_products"] = of_updates / of_products;
}
BENCHMARK_CAPTURE(Update, sac_hopper, "sac", "Hopper-v4")
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Update, sac_humanoid, "sac", "Humanoid-v4")
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Update, sac_small_hopper, "sac_small", "Hopper-v4")
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace gaitbench
