#include "bench/run/calibration.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace gaitbench {
namespace {

double ThreadSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// What an env step's cost depends on.
std::string CostKey(const RunSpec& run) {
  const nlohmann::ordered_json config = WriteJson(run.config);
  std::string key = run.environment;
  for (const char* name : {"step_rule", "num_envs", "horizon", "hidden_sizes", "value_hidden_sizes",
                           "state_dependent_std", "activation", "value_epochs", "value_minibatches",
                           "policy_epochs", "policy_minibatches", "cg_iterations",
                           "fisher_fraction", "heldout_logging", "heldout_interval"}) {
    key.append(" ").append(config.at(name).dump());
  }
  return key;
}

// The same work per env step in a shorter iteration.
RunSpec Shortened(RunSpec run) {
  constexpr int64_t kSamples = 256;
  AlgoConfig& config = run.config;
  const int64_t horizon = std::clamp<int64_t>(kSamples / config.num_envs, 2, config.horizon);
  const double share = static_cast<double>(horizon) / static_cast<double>(config.horizon);
  for (int64_t* minibatches : {&config.value_minibatches, &config.policy_minibatches}) {
    *minibatches = std::max<int64_t>(1, std::lround(share * static_cast<double>(*minibatches)));
  }
  config.horizon = horizon;
  run.num_iterations = INT32_MAX;
  return run;
}

double MeasureRate(const RunSpec& run, double seconds) {
  const RunSpec shortened = Shortened(run);
  Trainer trainer(shortened);
  trainer.Iterate();  // caches and buffers
  const double start = ThreadSeconds();
  double taken = 0;
  int64_t iterations = 0;
  do {
    trainer.Iterate();
    ++iterations;
    taken = ThreadSeconds() - start;
  } while (taken < seconds && !trainer.finished());
  return static_cast<double>(iterations * shortened.config.horizon * shortened.config.num_envs) /
         taken;
}

}  // namespace

std::vector<double> CalibrateRates(const std::vector<RunSpec>& runs, double seconds) {
  std::map<std::string, double> rates;
  std::vector<std::string> keys;
  for (const RunSpec& run : runs) {
    keys.push_back(CostKey(run));
    rates.emplace(keys.back(), 0);
  }
  const double share = seconds / static_cast<double>(rates.size());
  std::vector<double> result;
  for (size_t i = 0; i < runs.size(); ++i) {
    double& rate = rates[keys[i]];
    if (rate == 0) rate = MeasureRate(runs[i], share);
    result.push_back(rate);
  }
  return result;
}

}  // namespace gaitbench
