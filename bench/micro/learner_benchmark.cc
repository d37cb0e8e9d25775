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

void BM_PolicyMinibatch(benchmark::State& state) {
  LearnerFixture f(Environments()[state.range(0)]);
  PolicyMinibatches minibatches(f.rollout, f.estimate, f.config, /*kl_coef=*/0);
  Adam adam(f.policy.parameters().size(), f.config.adam_epsilon);
  std::vector<float> gradient(f.policy.parameters().size());
  int64_t k = 0;
  for (auto _ : state) {
    minibatches.Gradient(f.Minibatch(k++), f.policy, gradient);
    adam.Step(gradient, /*learning_rate=*/0, std::nullopt, f.policy.parameters());
  }
  state.SetLabel(Environments()[state.range(0)]);
}
BENCHMARK(BM_PolicyMinibatch)->Apply(EachEnvironment)->Unit(benchmark::kMicrosecond);

void BM_ValueMinibatch(benchmark::State& state) {
  LearnerFixture f(Environments()[state.range(0)]);
  ValueMinibatches minibatches(f.rollout, f.config, LearnerFixture::kNumMinibatches);
  Adam adam(f.value_function.parameters().size(), f.config.adam_epsilon);
  std::vector<float> gradient(f.value_function.parameters().size());
  int64_t k = 0;
  for (auto _ : state) {
    minibatches.Gradient(f.estimate, f.Minibatch(k++), f.value_function, gradient);
    adam.Step(gradient, /*learning_rate=*/0, std::nullopt, f.value_function.parameters());
  }
  state.SetLabel(Environments()[state.range(0)]);
}
BENCHMARK(BM_ValueMinibatch)->Apply(EachEnvironment)->Unit(benchmark::kMicrosecond);

void BM_FisherVectorProduct(benchmark::State& state) {
  LearnerFixture f(Environments()[state.range(0)]);
  const int64_t count = f.rollout.size() / 10;
  std::vector<float> direction(f.policy.parameters().size(), 0.01f), product(direction.size());
  const ActionDistribution at = f.policy.At(f.Observations(count));
  for (auto _ : state) {
    f.policy.FisherVectorProduct(at, f.config.cg_damping, direction, product);
    benchmark::DoNotOptimize(product.data());
  }
  state.SetLabel(Environments()[state.range(0)]);
}
BENCHMARK(BM_FisherVectorProduct)->Apply(EachEnvironment)->Unit(benchmark::kMicrosecond);

void BM_Inference(benchmark::State& state) {
  LearnerFixture f(Environments()[state.range(0)]);
  std::vector<float> action(f.policy.action_size());
  for (auto _ : state) {
    benchmark::DoNotOptimize(f.policy.At(f.Observations(1)).Sample(0, f.weights, action));
  }
  state.SetLabel(Environments()[state.range(0)]);
}
BENCHMARK(BM_Inference)->Apply(EachEnvironment)->Unit(benchmark::kMicrosecond);

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
