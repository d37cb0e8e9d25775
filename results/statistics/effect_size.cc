#include "results/statistics/effect_size.h"

#include <algorithm>
#include <cmath>

#include "results/statistics/resampling.h"

namespace gaitbench {
namespace {

double Win(double a, double b) { return a > b ? 1 : a == b ? 0.5 : 0; }

// How often each of `size` values is in a resample.
void DrawCounts(Resampler& resampler, std::vector<double>& counts) {
  std::fill(counts.begin(), counts.end(), 0.0);
  for (size_t i = 0; i < counts.size(); ++i) ++counts[resampler.Index(counts.size())];
}

}  // namespace

std::optional<double> CohenD(Sample a, Sample b) {
  const auto deviation_a = StandardDeviation(a), deviation_b = StandardDeviation(b);
  if (!deviation_a || !deviation_b) return std::nullopt;
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  const double pooled = std::hypot(std::sqrt((n - 1) / (n + m - 2)) * *deviation_a,
                                   std::sqrt((m - 1) / (n + m - 2)) * *deviation_b);
  if (pooled == 0) return std::nullopt;
  return (Mean(a) - Mean(b)) / pooled;
}

double ProbabilityOfImprovement(Sample a, Sample b) {
  double wins = 0;
  for (const double value : a) {
    for (const double other : b) wins += Win(value, other);
  }
  return wins / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
}

// A resample is a count for each run, and its probability a bilinear form in the counts: no
// comparison is done twice.
std::optional<Interval> ProbabilityOfImprovementInterval(Sample a, Sample b,
                                                         const BootstrapOptions& options) {
  if (a.size() < 2 || b.size() < 2) return std::nullopt;
  std::vector<double> wins(a.size() * b.size());  // [a, b]
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t j = 0; j < b.size(); ++j) wins[i * b.size() + j] = Win(a[i], b[j]);
  }
  Resampler resampler(options.seed);
  std::vector<double> counts_a(a.size()), counts_b(b.size());
  std::vector<double> values(static_cast<size_t>(options.resamples));
  for (double& value : values) {
    DrawCounts(resampler, counts_a);
    DrawCounts(resampler, counts_b);
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) {
      double row = 0;
      for (size_t j = 0; j < b.size(); ++j) row += wins[i * b.size() + j] * counts_b[j];
      sum += counts_a[i] * row;
    }
    value = sum / static_cast<double>(wins.size());
  }
  return CentralInterval(values, options.level);
}

double CliffDelta(Sample a, Sample b) { return 2 * ProbabilityOfImprovement(a, b) - 1; }

}  // namespace gaitbench
