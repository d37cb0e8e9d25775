#include "algos/kernels/sizes.h"

#include <fmt/format.h>

#include <stdexcept>

namespace gaitbench {

void ThrowWrongSize(std::string_view what, size_t size, size_t expected) {
  throw std::logic_error(fmt::format("{}: {} numbers where {} belong", what, size, expected));
}

void ThrowNoRows(std::string_view what, size_t size, int64_t columns) {
  throw std::logic_error(fmt::format("{}: {} numbers are no rows of {}", what, size, columns));
}

void ThrowTooMany(std::string_view what, int64_t count, int64_t capacity) {
  throw std::logic_error(fmt::format("{}: {} where {} fit", what, count, capacity));
}

}  // namespace gaitbench
