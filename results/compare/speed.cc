#include "results/compare/speed.h"

#include "results/statistics/statistics.h"

namespace gaitbench {

std::vector<VariantSpeed> SpeedsOf(std::span<const RunLog> logs, const Comparison& comparison) {
  std::vector<VariantSpeed> speeds;
  for (const VariantResult& result : comparison.results) {
    VariantSpeed speed{.environment = result.environment, .variant = result.variant};
    std::vector<double> of_runs;
    double physics = 0;
    for (const RunLog& log : logs) {
      if (log.environment != result.environment || log.variant != result.variant) continue;
      double seconds = 0;
      for (const IterationTiming& timing : log.timing) {
        seconds += timing.total;
        physics += timing.physics;
      }
      if (!(seconds > 0)) continue;
      speed.seconds += seconds;
      const double env_steps = log.columns.Last(kEnvSteps);
      speed.env_steps += env_steps;
      of_runs.push_back(env_steps / seconds);
    }
    if (of_runs.empty()) continue;
    speed.env_steps_per_second = Mean(of_runs);
    speed.physics_share = physics / speed.seconds;
    speeds.push_back(std::move(speed));
  }
  return speeds;
}

}  // namespace gaitbench
