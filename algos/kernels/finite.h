// Whether numbers are neither NaN nor infinite.
#pragma once

#include <algorithm>
#include <cmath>
#include <ranges>

namespace gaitbench {

template <std::ranges::input_range Numbers>
bool AllFinite(const Numbers& numbers) {
  return std::ranges::all_of(numbers, [](auto number) { return std::isfinite(number); });
}

}  // namespace gaitbench
