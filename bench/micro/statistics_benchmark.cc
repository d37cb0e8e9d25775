// What reading results costs: the bootstrap and the tables of a large study.
#include <random>
#include <set>

#include <benchmark/benchmark.h>

#include "results/compare/aggregate.h"
#include "results/log/json_text.h"
#include "results/paper/published.h"
#include "results/tables/tables.h"

namespace gaitbench {
namespace {

std::vector<double> NormalSample(size_t n, std::mt19937_64& random) {
  std::normal_distribution<double> normal(2500, 400);
  std::vector<double> sample(n);
  for (double& value : sample) value = normal(random);
  return sample;
}

// 50,000 stratified resamples of the IQM of 10 runs on 3 environments; rliable 1.2.0 takes 5.8 s.
void BM_StratifiedInterquartileMean(benchmark::State& state) {
  std::mt19937_64 random(0);
  const Strata scores = {NormalSample(10, random), NormalSample(10, random),
                         NormalSample(10, random)};
  for (auto _ : state)
    benchmark::DoNotOptimize(
        StratifiedInterval(scores, InterquartileMeanScore, {.resamples = 50'000}));
}
BENCHMARK(BM_StratifiedInterquartileMean)->Unit(benchmark::kMillisecond);

void BM_PercentileIntervalOfTheMean(benchmark::State& state) {
  std::mt19937_64 random(0);
  const std::vector<double> sample = NormalSample(static_cast<size_t>(state.range(0)), random);
  for (auto _ : state) benchmark::DoNotOptimize(PercentileInterval(sample, Mean, {}));
}
BENCHMARK(BM_PercentileIntervalOfTheMean)->Arg(10)->Arg(80)->Unit(benchmark::kMillisecond);

// 5 variants on the paper's 3 environments, 40 seeds of 488 iterations
std::vector<RunLog> SixHundredRuns() {
  std::mt19937_64 random(0);
  std::vector<RunLog> logs;
  std::set<std::string> environments;
  for (const PublishedResult& result : PublishedSources().front().results)
    environments.insert(result.environment);
  for (const std::string& environment : environments) {
    for (const char* variant : {"ppo", "ppo_m", "ppo_noclip", "trpo", "trpo_plus"}) {
      for (int64_t seed = 0; seed < 40; ++seed) {
        RunLog log;
        log.environment = environment;
        log.variant = variant;
        log.seed = seed;
        log.config = nlohmann::ordered_json::object();
        log.num_iterations = 488;
        log.timing.resize(488);
        std::vector<double> values = NormalSample(488, random);
        for (double& value : values) value /= 3;  // whose text has all 17 digits
        for (const std::string_view name : {kEnvSteps, kMeanReturn, kNumEpisodes})
          log.columns.Add({std::string(name), "", values}, "");
        for (int i = 3; i < 20; ++i) log.columns.Add({"c" + std::to_string(i), "", values}, "");
        logs.push_back(std::move(log));
      }
    }
  }
  return logs;
}

void BM_TablesOfSixHundredRuns(benchmark::State& state) {
  const std::vector<RunLog> logs = SixHundredRuns();
  std::vector<ScoreScale> scales;
  for (const RunLog& log : logs) {
    if (scales.empty() || scales.back().environment != log.environment)
      scales.push_back({.environment = log.environment, .low = 0, .high = 1});
  }
  for (auto _ : state)
    benchmark::DoNotOptimize(JsonText(ToJson(MakeTables(logs, /*options=*/{}, scales))));
}
BENCHMARK(BM_TablesOfSixHundredRuns)->Unit(benchmark::kMillisecond);

void BM_ReadRunLog(benchmark::State& state) {
  const std::string text = JsonText(ToJson(SixHundredRuns()[0]));
  for (auto _ : state)
    benchmark::DoNotOptimize(RunLogFromJson(ParseJsonFile(text, "run.json"), "run.json"));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(BM_ReadRunLog)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gaitbench
