#include "results/statistics/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace gaitbench {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Solves decreasing(x) = value for x >= 0 by bisection to the last bit.
template <class Function>
double SolveDecreasing(const Function& decreasing, double value) {
  double low = 0, high = 1;
  while (decreasing(high) > value) {
    low = high;
    high *= 2;
    if (std::isinf(high)) return high;
  }
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (decreasing(middle) > value ? low : high) = middle;
  }
}

// The continued fraction of I_x(a, b) by Lentz's method; DLMF 8.17.22. Converges fast for x < (a +
// 1) / (a + b + 2).
double BetaContinuedFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300, kPrecision = 1e-16;
  constexpr int kMaxTerms = 10'000;
  const auto nonzero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1, d = 1 / nonzero(1 - (a + b) * x / (a + 1)), fraction = d;
  for (int m = 1; m <= kMaxTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double factor = 1;
    for (const double coefficient : {even, odd}) {
      d = 1 / nonzero(1 + coefficient * d);
      c = nonzero(1 + coefficient / c);
      factor = c * d;
      fraction *= factor;
    }
    if (std::abs(factor - 1) < kPrecision) break;
  }
  return fraction;
}

}  // namespace

double NormalCdf(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

double NormalQuantile(double probability) {
  if (probability <= 0) return -kInfinity;
  if (probability >= 1) return kInfinity;
  if (probability > 0.5) return -NormalQuantile(1 - probability);
  return -SolveDecreasing([](double x) { return NormalCdf(-x); }, probability);
}

double IncompleteBeta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - IncompleteBeta(b, a, 1 - x);
  const double log_front =
      a * std::log(x) + b * std::log1p(-x) + std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
  return std::exp(log_front) * BetaContinuedFraction(a, b, x) / a;
}

double StudentUpperTail(double t, double degrees_of_freedom) {
  if (std::isnan(t)) return t;
  if (t < 0) return 1 - StudentUpperTail(-t, degrees_of_freedom);
  if (std::isinf(t)) return 0;
  const double t_squared = t * t;
  return IncompleteBeta(degrees_of_freedom / 2, 0.5,
                        degrees_of_freedom / (degrees_of_freedom + t_squared)) /
         2;
}

double StudentQuantile(double probability, double degrees_of_freedom) {
  if (probability < 0.5) return -StudentQuantile(1 - probability, degrees_of_freedom);
  return StudentUpperQuantile(1 - probability, degrees_of_freedom);
}

double StudentUpperQuantile(double probability, double degrees_of_freedom) {
  if (probability > 0.5) return -StudentUpperQuantile(1 - probability, degrees_of_freedom);
  if (probability <= 0) return kInfinity;
  return SolveDecreasing([&](double t) { return StudentUpperTail(t, degrees_of_freedom); },
                         probability);
}

}  // namespace gaitbench
