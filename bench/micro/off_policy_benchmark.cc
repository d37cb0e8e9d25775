// One update of SAC at both sizes beside its bare matrix products, which alternate, so that what
// disturbs one disturbs the other; `of_products` is their ratio.
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
