// Sizes of the buffers that a function is called with, looked at once a call, in release builds
// too. A wrong one is a mistake in this program, a std::logic_error with both numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gaitbench {

[[noreturn]] void ThrowWrongSize(std::string_view what, size_t size, size_t expected);
[[noreturn]] void ThrowNoRows(std::string_view what, size_t size, int64_t columns);
[[noreturn]] void ThrowTooMany(std::string_view what, int64_t count, int64_t capacity);

inline void RequireSize(std::string_view what, size_t size, size_t expected) {
  if (size != expected) [[unlikely]]
    ThrowWrongSize(what, size, expected);
}

// The rows of a matrix [rows,columns] of `size` numbers.
inline int64_t RowsOf(std::string_view what, size_t size, int64_t columns) {
  const auto rows = static_cast<int64_t>(size) / columns;
  if (rows * columns != static_cast<int64_t>(size)) [[unlikely]]
    ThrowNoRows(what, size, columns);
  return rows;
}

inline void RequireRoom(std::string_view what, int64_t count, int64_t capacity) {
  if (count > capacity) [[unlikely]]
    ThrowTooMany(what, count, capacity);
}

}  // namespace gaitbench
