#include "results/statistics/statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace gaitbench {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double ScaleToOne(Sample sample) {
  double largest = 0;
  for (const double value : sample) largest = std::fmax(largest, std::abs(value));
  return largest > 0 && std::isfinite(largest) ? std::ldexp(1.0, -std::ilogb(largest)) : 1;
}

double Mean(Sample sample) {
  assert(!sample.empty());
  const auto n = static_cast<double>(sample.size());
  const double sum = std::accumulate(sample.begin(), sample.end(), 0.0);
  const double scale = std::isfinite(sum) ? 1 : ScaleToOne(sample);
  if (scale == 1) return sum / n;
  const auto add = [scale](double total, double value) { return total + value * scale; };
  return std::accumulate(sample.begin(), sample.end(), 0.0, add) / n / scale;
}

std::optional<double> StandardDeviation(Sample sample) {
  if (sample.size() < 2) return std::nullopt;
  const auto [least, largest] = std::minmax_element(sample.begin(), sample.end());
  if (*least == *largest) return 0;
  const double mean = Mean(sample);
  const auto deviation = [&](double scale) {
    double sum_of_squares = 0;
    for (const double value : sample)
      sum_of_squares += (value * scale - mean * scale) * (value * scale - mean * scale);
    return std::sqrt(sum_of_squares / static_cast<double>(sample.size() - 1)) / scale;
  };
  const double unscaled = deviation(1);
  return std::isfinite(unscaled) ? unscaled : deviation(ScaleToOne(sample));
}

std::vector<double> Sorted(Sample sample) {
  std::vector<double> sorted(sample.begin(), sample.end());
  if (std::any_of(sorted.begin(), sorted.end(), [](double value) { return std::isnan(value); })) {
    sorted.assign(sorted.size(), kNaN);
  } else {
    std::sort(sorted.begin(), sorted.end());
  }
  return sorted;
}

double QuantileOfSorted(Sample sorted, double probability) {
  assert(!sorted.empty() && probability >= 0 && probability <= 1);
  const double position = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(position);
  const double low = sorted[below];
  const double high = sorted[std::min(below + 1, sorted.size() - 1)];
  const double fraction = position - static_cast<double>(below);
  if (low == high || fraction == 0) return low;
  if (std::isinf(low) || std::isinf(high)) return low + high;  // between a number and infinity
  // from the nearer end, as NumPy does: exact at both
  return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction);
}

double Quantile(Sample sample, double probability) {
  return QuantileOfSorted(Sorted(sample), probability);
}

double Median(Sample sample) { return Quantile(sample, 0.5); }

double InterquartileMean(Sample sample) {
  assert(!sample.empty());
  const std::vector<double> sorted = Sorted(sample);
  const size_t dropped = sorted.size() / 4;  // at each end
  return Mean(Sample(sorted).subspan(dropped, sorted.size() - 2 * dropped));
}

}  // namespace gaitbench
