#include "results/compare/median_seed.h"

#include <algorithm>
#include <vector>

namespace gaitbench {

std::optional<int64_t> MedianSeed(const VariantResult& result) {
  std::vector<std::pair<double, int64_t>> runs;
  for (size_t i = 0; i < result.returns.size(); ++i)
    runs.emplace_back(result.returns[i], result.seeds[i]);
  if (runs.empty()) return std::nullopt;
  const auto middle = runs.begin() + static_cast<std::ptrdiff_t>((runs.size() - 1) / 2);
  std::ranges::nth_element(runs, middle);
  return middle->second;
}

}  // namespace gaitbench
