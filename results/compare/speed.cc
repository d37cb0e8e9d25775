#include "results/compare/speed.h"

#include "results/log/cells.h"
#include "results/statistics/statistics.h"

namespace gaitbench {

std::vector<VariantSpeed> SpeedsOf(std::span<const RunLog> logs) {
  std::vector<VariantSpeed> speeds;
  for (const LogCell& cell : CellsOf(logs)) {
    VariantSpeed speed{.environment = std::string(cell.environment),
                       .variant = std::string(cell.variant)};
    std::vector<double> of_runs;
    double physics = 0;
    for (const RunLog* run : cell.runs) {
      const IterationTiming timing = TotalTiming(*run);
      if (!(timing.total > 0)) continue;
      const double env_steps = run->columns.Last(kEnvSteps);
      speed.seconds += timing.total;
      speed.env_steps += env_steps;
      physics += timing.physics;
      of_runs.push_back(env_steps / timing.total);
    }
    if (of_runs.empty()) continue;
    speed.env_steps_per_second = Mean(of_runs);
    speed.physics_share = physics / speed.seconds;
    speeds.push_back(std::move(speed));
  }
  return speeds;
}

}  // namespace gaitbench
