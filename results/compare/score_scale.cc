#include "results/compare/score_scale.h"

#include <algorithm>

#include "results/compare/names.h"

namespace gaitbench {

std::optional<ScoreScale> FindScale(const std::vector<ScoreScale>& scales,
                                    const std::string& environment) {
  for (const std::string& name : {environment, RobotOf(environment)}) {
    const auto found = std::find_if(scales.begin(), scales.end(), [&](const ScoreScale& scale) {
      return scale.environment == name;
    });
    if (found == scales.end()) continue;
    ScoreScale scale = *found;
    scale.environment = environment;
    return scale;
  }
  return std::nullopt;
}

}  // namespace gaitbench
