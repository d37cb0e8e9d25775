#include "results/compare/two_by_two_design.h"

#include <algorithm>
#include <set>

namespace gaitbench {

void CheckDesign(const TwoByTwoDesign& design, const std::string& path) {
  const auto& rows = design.corners;
  std::set<std::string> variants;
  for (const auto& row : rows) variants.insert(row.begin(), row.end());
  const bool two_by_two = rows.size() == 2 && std::all_of(rows.begin(), rows.end(), [](auto& row) {
                            return row.size() == 2;
                          });
  if (two_by_two && variants.size() == 4) return;
  throw ConfigError(path + ".corners",
                    "expected two rows of two variants, four in all, got " + ShownJson(rows));
}

}  // namespace gaitbench
