// Returns of one environment as scores: 0 for one return, 1 for another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// score = (return - low) / (high - low)
struct ScoreScale {
  std::string environment{};
  double low = 0, high = 1;
  std::string source{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("environment", self.environment, FieldInfo{"id, or robot for all its versions"});
    visit("low", self.low, FieldInfo{"return of score 0", "return"});
    visit("high", self.high, FieldInfo{"return of score 1", "return"});
    visit("source", self.source, FieldInfo{"where the two come from"});
  }
};

// The scale for an environment id: its own, else its robot's; none where there is neither.
std::optional<ScoreScale> FindScale(const std::vector<ScoreScale>& scales,
                                    const std::string& environment);

}  // namespace gaitbench
