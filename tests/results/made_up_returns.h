// Returns of runs that differ in nothing but chance, in the shapes that real ones have: mean 0,
// standard deviation 1.
#pragma once

#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "results/statistics/resampling.h"

namespace gaitbench {

enum class ReturnShape { kNormal, kSkewed, kTwoHumped };
constexpr auto Names(ReturnShape) {
  return std::array{std::pair{ReturnShape::kNormal, "normal"},
                    std::pair{ReturnShape::kSkewed, "skewed"},
                    std::pair{ReturnShape::kTwoHumped, "two humps"}};
}

// kSkewed: the negative of a lognormal, most runs near the best and a tail of poor ones.
// kTwoHumped: three of ten runs fail, five standard deviations of the others below them.
inline double DrawOne(ReturnShape shape, Resampler& random) {
  const double z = random.Normal();
  switch (shape) {
    case ReturnShape::kNormal:
      return z;
    case ReturnShape::kSkewed: {
      constexpr double kSigma = 0.5;
      const double s2 = kSigma * kSigma;
      return -(std::exp(kSigma * z) - std::exp(s2 / 2)) /
             std::sqrt((std::exp(s2) - 1) * std::exp(s2));
    }
    case ReturnShape::kTwoHumped: {
      constexpr double kFailing = 0.3, kGap = 5;
      const double below = random.Uniform() < kFailing ? kGap : 0;
      return (z - below + kFailing * kGap) / std::sqrt(1 + kFailing * (1 - kFailing) * kGap * kGap);
    }
  }
  return z;
}

inline std::vector<double> Draw(ReturnShape shape, size_t n, Resampler& random) {
  std::vector<double> sample(n);
  for (double& value : sample) value = DrawOne(shape, random);
  return sample;
}

}  // namespace gaitbench
