#include "algos/derivative_free/search.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "algos/derivative_free/ars.h"
#include "algos/derivative_free/cem.h"

namespace gaitbench {

std::unique_ptr<Search> MakeSearch(const DerivativeFreeSettings& settings, SearchStart start) {
  switch (settings.method) {
    case SearchMethod::kArs:
      return MakeArs(settings, std::move(start));
    case SearchMethod::kCem:
      return MakeCem(settings, std::move(start));
  }
  throw std::logic_error("search method without a search");
}

std::vector<int64_t> BestFirst(std::span<const double> scores) {
  std::vector<int64_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, [&](int64_t a, int64_t b) { return scores[a] > scores[b]; });
  return order;
}

}  // namespace gaitbench
