// What the learner costs beside physics, per robot: a policy minibatch (gather, objective,
// derivatives, Adam), a value minibatch, a Fisher-vector product, inference of one env step, a
// whole iteration. The eight matrix products of the same minibatch are in kernels_benchmark.
// Iterations report env steps per second.
#include <benchmark/benchmark.h>

#include "bench/micro/learner_fixture.h"

namespace gaitbench {
namespace {

bool HasPreset(std::string_view name, const std::string& environment) {
  try {
    FindPreset(name, environment);
    return true;
  } catch (const ConfigError&) {
    return false;
  }
}

// Version 4 of the robots that the paper has.
const std::vector<std::string>& Environments() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> of_version_4;
    for (const Task& task : Tasks()) {
      if (task.version == 4 && HasPreset("ppo", task.name)) of_version_4.push_back(task.name);
    }
    return of_version_4;
  }();
  return names;
}

// One benchmark for each of them; the label names it.
void EachEnvironment(benchmark::internal::Benchmark* benchmark) {
  benchmark->DenseRange(0, static_cast<int64_t>(Environments().size()) - 1);
}

template <class Body>
void Measure(benchmark::State& state) {
  LearnerFixture fixture(Environments()[state.range(0)]);
  Body body(fixture);
  for (auto _ : state) {
    body();
    benchmark::ClobberMemory();
  }
  state.SetLabel(Environments()[state.range(0)]);
}
BENCHMARK(Measure<PolicyMinibatchBody>)
    ->Apply(EachEnvironment)
    ->Unit(benchmark::kMicrosecond)
    ->Name("BM_PolicyMinibatch");
BENCHMARK(Measure<ValueMinibatchBody>)
    ->Apply(EachEnvironment)
    ->Unit(benchmark::kMicrosecond)
    ->Name("BM_ValueMinibatch");
BENCHMARK(Measure<FisherProductBody>)
    ->Apply(EachEnvironment)
    ->Unit(benchmark::kMicrosecond)
    ->Name("BM_FisherVectorProduct");
BENCHMARK(Measure<InferenceBody>)
    ->Apply(EachEnvironment)
    ->Unit(benchmark::kMicrosecond)
    ->Name("BM_Inference");

void Iteration(benchmark::State& state, const char* preset) {
  const std::string& environment = Environments()[state.range(0)];
  RunSpec spec = {
      .environment = environment, .variant = preset, .settings = FindPreset(preset, environment)};
  Change(spec.settings, {{"heldout_logging", false}}, "benchmark");
  Run run(spec);
  for (auto _ : state) run.Iterate();
  state.SetItemsProcessed(state.iterations() * EnvStepsPerIteration(spec));
  state.SetLabel(environment);
}
BENCHMARK_CAPTURE(Iteration, ppo, "ppo")
    ->Apply(EachEnvironment)
    ->Unit(benchmark::kMillisecond)
    ->Name("BM_IterationOfPpo");
BENCHMARK_CAPTURE(Iteration, trpo, "trpo")
    ->Apply(EachEnvironment)
    ->Unit(benchmark::kMillisecond)
    ->Name("BM_IterationOfTrpo");

}  // namespace
}  // namespace gaitbench
