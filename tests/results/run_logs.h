// Small made-up run logs.
#pragma once

#include <string>
#include <vector>

#include "results/run_log.h"

namespace gaitbench {

// A finished run with these mean returns, one per iteration of 2,048 env steps.
inline RunLog MakeRun(const std::string& environment, const std::string& variant, int64_t seed,
                      const std::vector<double>& mean_returns) {
  RunLog log;
  log.environment = environment;
  log.variant = variant;
  log.seed = seed;
  log.num_iterations = static_cast<int64_t>(mean_returns.size());
  log.config = {{"step_rule", "ppo"}, {"switches", {{"value_clipping", true}}}};
  log.provenance = {{"commit", "0123abc"}, {"cpu", {{"model", "a \"fast\" one"}}}, {"run", seed}};
  for (const double mean_return : mean_returns) {
    IterationRecord record;
    record.env_steps = 2048.0 * static_cast<double>(log.iterations.size() + 1);
    record.mean_return = mean_return;
    record.num_episodes = 10;
    log.iterations.push_back(record);
    log.timing.push_back({.physics = 0.1, .inference = 0.02, .update = 0.03, .total = 0.15});
  }
  return log;
}

// Runs of seeds 0, 1, ... whose final return is exactly `returns`.
inline void AppendRuns(const std::string& environment, const std::string& variant,
                       const std::vector<double>& returns, std::vector<RunLog>& logs) {
  for (size_t seed = 0; seed < returns.size(); ++seed) {
    const std::vector<double> constant(6, returns[seed]);
    logs.push_back(MakeRun(environment, variant, static_cast<int64_t>(seed), constant));
  }
}

}  // namespace gaitbench
