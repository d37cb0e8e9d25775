#include "results/statistics/welch.h"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "results/statistics/distributions.h"

namespace gaitbench {

std::optional<Interval> MeanEstimate::interval(double level) const {
  return interval_of_size(2 * (1 - (1 + level) / 2));
}

std::optional<Interval> MeanEstimate::interval_of_size(double alpha) const {
  if (std::isnan(error)) return std::nullopt;
  if (error == 0) return Interval{value, value};
  const double half_width = StudentUpperQuantile(alpha / 2, degrees_of_freedom) * error;
  const Interval around{value - half_width, value + half_width};
  if (!std::isfinite(around.low) || !std::isfinite(around.high)) return std::nullopt;
  return around;
}

std::optional<double> MeanEstimate::p_above() const {
  if (!(error > 0)) return std::nullopt;
  return StudentUpperTail(value / error, degrees_of_freedom);
}

std::optional<double> MeanEstimate::p_below() const {
  if (!(error > 0)) return std::nullopt;
  return StudentUpperTail(-value / error, degrees_of_freedom);
}

std::optional<double> MeanEstimate::p_two_sided() const {
  if (!(error > 0)) return std::nullopt;
  return 2 * StudentUpperTail(std::abs(value) / error, degrees_of_freedom);
}

MeanEstimate EstimateMean(Sample sample) {
  const auto n = static_cast<double>(sample.size());
  const std::optional<double> deviation = StandardDeviation(sample);
  return {.value = Mean(sample),
          .error = deviation ? *deviation / std::sqrt(n) : std::numeric_limits<double>::quiet_NaN(),
          .degrees_of_freedom = n - 1};
}

MeanEstimate WeightedSum(std::span<const MeanEstimate> means, std::span<const double> weights) {
  assert(means.size() == weights.size());
  MeanEstimate sum{.value = 0, .error = 0, .degrees_of_freedom = 0};
  double largest =
      0;  // error of a term: squares of the others are taken over it, so none overflows
  for (size_t i = 0; i < means.size(); ++i) {
    sum.value += weights[i] * means[i].value;
    const double error = std::abs(weights[i]) * means[i].error;
    if (std::isnan(error) || error > largest) largest = error;
  }
  if (!(largest > 0)) {
    sum.error = largest;
    return sum;
  }
  double squares = 0, squares_of_squares = 0;
  for (size_t i = 0; i < means.size(); ++i) {
    const double ratio = weights[i] * means[i].error / largest, square = ratio * ratio;
    if (square == 0) continue;
    squares += square;
    squares_of_squares += square * square / means[i].degrees_of_freedom;
  }
  sum.error = largest * std::sqrt(squares);
  sum.degrees_of_freedom = squares * squares / squares_of_squares;
  return sum;
}

MeanEstimate MeanDifference(const MeanEstimate& a, const MeanEstimate& b) {
  return WeightedSum(std::array{a, b}, std::array{1.0, -1.0});
}

MeanEstimate PooledDifference(const MeanEstimate& a, const MeanEstimate& b) {
  const double n = a.degrees_of_freedom + 1, m = b.degrees_of_freedom + 1;
  const double sums_of_squares =
      a.degrees_of_freedom * n * a.error * a.error + b.degrees_of_freedom * m * b.error * b.error;
  const double degrees = a.degrees_of_freedom + b.degrees_of_freedom;
  return {.value = a.value - b.value,
          .error = std::sqrt(sums_of_squares / degrees * (1 / n + 1 / m)),
          .degrees_of_freedom = degrees};
}

}  // namespace gaitbench
