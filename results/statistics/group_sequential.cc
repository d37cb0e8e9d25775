#include "results/statistics/group_sequential.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "results/statistics/distributions.h"

namespace gaitbench {
namespace {

constexpr double kFarthest = 9;  // standard deviations; beyond there is nothing to add

double NormalDensity(double x) {
  return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

// A density on -limit ... limit at evenly spaced points, times their weights in Simpson's rule.
struct WeightedDensity {
  double limit = 0, step = 0;
  std::vector<double> values{};

  double Point(size_t i) const { return -limit + static_cast<double>(i) * step; }
};

// Points near enough for increments of this standard deviation.
WeightedDensity Points(double limit, double deviation) {
  constexpr double kPointsPerDeviation = 10;
  const double half = std::ceil(limit / deviation * kPointsPerDeviation);
  return {.limit = limit,
          .step = limit / half,
          .values = std::vector<double>(2 * static_cast<size_t>(half) + 1)};
}

double SimpsonWeight(size_t i, size_t count) {
  return i == 0 || i + 1 == count ? 1.0 / 3 : i % 2 == 1 ? 4.0 / 3 : 2.0 / 3;
}

// The density of what did not cross before, after an increment of this standard deviation.
void Convolve(const WeightedDensity& before, double deviation, WeightedDensity& after) {
  const size_t count = after.values.size(), last = before.values.size() - 1;
  for (size_t i = 0; i < count; ++i) {
    const double x = after.Point(i);
    const auto nearest = [&](double point) {
      return static_cast<size_t>(
          std::clamp((point + before.limit) / before.step, 0.0, static_cast<double>(last)));
    };
    double sum = 0;
    for (size_t j = nearest(x - kFarthest * deviation); j <= nearest(x + kFarthest * deviation);
         ++j)
      sum += before.values[j] * NormalDensity((x - before.Point(j)) / deviation);
    after.values[i] = SimpsonWeight(i, count) * after.step * sum / deviation;
  }
}

// Chance of staying within the limit, for what did not cross before.
double StayingWithin(const WeightedDensity& before, double deviation, double limit) {
  double sum = 0;
  for (size_t j = 0; j < before.values.size(); ++j) {
    const double x = before.Point(j);
    sum += before.values[j] *
           (NormalCdf((limit - x) / deviation) - NormalCdf((-limit - x) / deviation));
  }
  return sum;
}

}  // namespace

// By the recursion of Armitage, McPherson & Rowe 1969 (JRSS A 132, 235-244).
double CrossingProbability(std::span<const double> times, std::span<const double> z) {
  assert(!times.empty() && times.size() == z.size());
  const auto limit = [&](size_t i) { return z[i] * std::sqrt(times[i]); };
  const auto deviation = [&](size_t i) { return std::sqrt(times[i] - (i > 0 ? times[i - 1] : 0)); };
  if (times.size() == 1) return 2 * NormalCdf(-z[0]);
  WeightedDensity density;
  for (size_t i = 0; i + 1 < times.size(); ++i) {
    WeightedDensity next = Points(std::min(limit(i), kFarthest * std::sqrt(times[i])),
                                  std::min(deviation(i), deviation(i + 1)));
    if (i > 0) {
      Convolve(density, deviation(i), next);
    } else {
      const size_t count = next.values.size();
      for (size_t k = 0; k < count; ++k)
        next.values[k] = SimpsonWeight(k, count) * next.step *
                         NormalDensity(next.Point(k) / deviation(0)) / deviation(0);
    }
    density = std::move(next);
  }
  const size_t last = times.size() - 1;
  return 1 - StayingWithin(density, deviation(last), limit(last));
}

std::vector<SequentialBound> OBrienFlemingBounds(std::span<const double> information,
                                                 double alpha) {
  constexpr double kPrecision = 1e-10;
  const auto excess = [&](double c) {  // by which the chance to cross is above alpha
    std::vector<double> z;
    for (const double share : information) z.push_back(c / std::sqrt(share));
    return CrossingProbability(information, z) - alpha;
  };
  // C is at least that of one look and at most Bonferroni's; between them by false position, the
  // end that stays being halved (the Illinois method).
  const auto looks = static_cast<double>(information.size());
  double low = -NormalQuantile(alpha / 2), high = -NormalQuantile(alpha / 2 / looks), c = low;
  double at_low = excess(low), at_high = excess(high);
  while (high - low > kPrecision && std::abs(at_low - at_high) > kPrecision * alpha) {
    c = (low * at_high - high * at_low) / (at_high - at_low);
    const double at_c = excess(c);
    if (std::abs(at_c) < kPrecision * alpha) break;
    if (at_c > 0) {
      low = c;
      at_low = at_c;
      at_high /= 2;
    } else {
      high = c;
      at_high = at_c;
      at_low /= 2;
    }
  }
  std::vector<SequentialBound> bounds;
  for (const double share : information) {
    const double z = c / std::sqrt(share);
    bounds.push_back({.information = share, .z = z, .p = 2 * NormalCdf(-z)});
  }
  return bounds;
}

}  // namespace gaitbench
