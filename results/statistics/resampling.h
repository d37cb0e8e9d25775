// Random choices for the bootstrap, for permutation tests and for simulated studies, the same on
// every platform: mt19937_64 is fixed by the C++ standard, its distributions are not, so the map
// from its draws to indices and numbers is our own.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

#include "results/statistics/statistics.h"

namespace gaitbench {

class Resampler {
 public:
  explicit Resampler(int64_t seed) : engine_(static_cast<uint64_t>(seed)) {}

  // Uniform on 0 ... bound - 1 without bias; Lemire 2019 (arXiv:1805.10941), algorithm 5, on 32
  // random bits.
  size_t Index(size_t bound) {
    const auto range = static_cast<uint32_t>(bound);
    uint64_t product = Bits() * range;
    if (static_cast<uint32_t>(product) < range) {
      const uint32_t rejected_below = -range % range;
      while (static_cast<uint32_t>(product) < rejected_below) product = Bits() * range;
    }
    return product >> 32;
  }

  // Between 0 and 1, neither of them.
  double Uniform() {
    constexpr size_t kSteps = size_t{1} << 31;
    return (static_cast<double>(Index(kSteps)) + 0.5) / static_cast<double>(kSteps);
  }

  // Box & Muller 1958
  double Normal() {
    const double radius = std::sqrt(-2 * std::log(Uniform()));
    return radius * std::cos(2 * std::numbers::pi * Uniform());
  }

  // Overwrites `resample` (of its own size) with draws from the sample, with replacement.
  void Draw(Sample sample, std::vector<double>& resample) {
    for (double& value : resample) value = sample[Index(sample.size())];
  }

  // Puts a random choice of `count` values, without replacement, first (Fisher-Yates, stopped
  // there).
  void ShuffleFirst(size_t count, std::vector<double>& values) {
    for (size_t i = 0; i < count; ++i) std::swap(values[i], values[i + Index(values.size() - i)]);
  }

 private:
  uint64_t Bits() { return engine_() >> 32; }

  std::mt19937_64 engine_;
};

}  // namespace gaitbench
