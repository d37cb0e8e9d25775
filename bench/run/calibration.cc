#include "bench/run/calibration.h"

#include <time.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "bench/study/plan.h"

namespace gaitbench {
namespace {

double ThreadSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// What an env step's cost depends on.
std::string CostKey(const RunSpec& run) {
  std::string key = run.environment + " " + std::string(run.settings.family->name);
  for (const SettingInfo& setting : run.settings.family->settings) {
    if (setting.info.changes_cost)
      key.append(" ").append(run.settings.values.at(setting.name).dump());
  }
  return key;
}

RunSpec Shortened(RunSpec run) {
  run.settings.values = run.settings.family->shortened(run.settings.values);
  run.num_iterations = INT32_MAX;
  return run;
}

struct Rate {
  double env_steps_per_second = 0;  // of training alone
  double acting_share = 0;          // of the time, physics and acting
};

Rate MeasureRate(const RunSpec& run, double seconds) {
  const RunSpec shortened = Shortened(run);
  Run training(shortened);
  training.Iterate();  // caches and buffers
  const double start = ThreadSeconds();
  double taken = 0;
  int64_t iterations = 0;
  do {
    training.Iterate();
    ++iterations;
    taken = ThreadSeconds() - start;
  } while (taken < seconds && !training.finished());
  const IterationTiming timing = TotalTiming(training.log());
  const auto steps = static_cast<double>(iterations * EnvStepsPerIteration(shortened));
  return {.env_steps_per_second = steps / taken,
          .acting_share = (timing.physics + timing.inference) / timing.total};
}

}  // namespace

std::vector<double> CalibrateRates(const std::vector<RunSpec>& runs, double seconds) {
  std::map<std::string, std::optional<Rate>> rates;
  std::vector<std::string> keys;
  for (const RunSpec& run : runs) {
    keys.push_back(CostKey(run));
    rates.emplace(keys.back(), std::nullopt);
  }
  const double share = seconds / static_cast<double>(rates.size());
  std::vector<double> result;
  for (size_t i = 0; i < runs.size(); ++i) {
    std::optional<Rate>& rate = rates[keys[i]];
    if (!rate) rate = MeasureRate(runs[i], share);
    // an env step of an evaluation is acted and stepped as one of training
    const double evaluations = EvaluationSteps(runs[i]) * rate->acting_share;
    result.push_back(rate->env_steps_per_second / (1 + evaluations));
  }
  return result;
}

}  // namespace gaitbench
