// Four variants that cross two factors with two levels each.
#pragma once

#include <string>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// By default that of Engstrom et al. 2020 (arXiv:2005.12729): the step rule, PPO's or TRPO's, with
// the code-level choices or without.
struct TwoByTwoDesign {
  std::string rows = "step rule", columns = "code-level choices";
  std::vector<std::vector<std::string>> corners = {{"ppo", "ppo_m"}, {"trpo_plus", "trpo"}};

  const std::string& corner(size_t row, size_t column) const { return corners[row][column]; }

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("rows", self.rows, FieldInfo{"what the two rows differ in"});
    visit("columns", self.columns, FieldInfo{"what the two columns differ in"});
    visit("corners", self.corners, FieldInfo{"two rows of two variants"});
  }
};

// Throws ConfigError under `path` unless the corners are two rows of two different variants each.
void CheckDesign(const TwoByTwoDesign& design, const std::string& path);

}  // namespace gaitbench
