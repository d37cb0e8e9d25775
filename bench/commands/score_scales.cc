#include "bench/commands/score_scales.h"

#include "envs/task.h"

namespace gaitbench {

std::vector<ScoreScale> ScoreScales() {
  std::vector<ScoreScale> scales;
  for (const Task& task : Tasks()) {
    const bool is_listed = !scales.empty() && scales.back().environment == task.robot;
    if (!task.reference_returns || is_listed) continue;
    scales.push_back({.environment = std::string(task.robot),
                      .low = task.reference_returns->untrained,
                      .high = task.reference_returns->trained,
                      .source = std::string(task.reference_returns->source)});
  }
  return scales;
}

}  // namespace gaitbench
