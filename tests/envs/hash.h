// A hash of numbers, to compare long trajectories by.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

namespace gaitbench {

// FNV-1a over the bytes; one NaN for all, whose sign and payload depend on the order of operands.
struct Hash {
  uint64_t value = 0xcbf29ce484222325;

  void Add(std::span<const double> numbers) {
    for (double number : numbers) {
      if (std::isnan(number)) number = std::numeric_limits<double>::quiet_NaN();
      unsigned char bytes[sizeof number];
      std::memcpy(bytes, &number, sizeof number);
      for (unsigned char byte : bytes) value = (value ^ byte) * 0x100000001b3;
    }
  }
};

}  // namespace gaitbench
