#include "results/charts/drawing_limits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace gaitbench {

std::vector<size_t> DrawnVariants(const std::vector<double>& values) {
  std::vector<size_t> numbers(values.size());
  std::iota(numbers.begin(), numbers.end(), size_t{0});
  if (numbers.size() <= kMostVariants) return numbers;
  const auto height = [&](size_t number) {
    return std::isnan(values[number]) ? -INFINITY : values[number];
  };
  std::ranges::stable_sort(numbers, std::ranges::greater(), height);
  numbers.resize(kMostVariants);
  std::ranges::sort(numbers);
  return numbers;
}

std::string DrawnVariantsText(size_t num_variants, const std::string& value) {
  if (num_variants <= kMostVariants) return "";
  return fmt::format(" Drawn are the {} variants of {} with the highest {}.", kMostVariants,
                     num_variants, value);
}

}  // namespace gaitbench
