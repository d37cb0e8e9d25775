#include "results/statistics/hypothesis_tests.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "results/statistics/distributions.h"
#include "results/statistics/effect_size.h"
#include "results/statistics/resampling.h"
#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

// Number of values in each group of equal ones.
std::vector<double> TieCounts(Sample a, Sample b) {
  std::vector<double> pooled(a.begin(), a.end());
  pooled.insert(pooled.end(), b.begin(), b.end());
  std::sort(pooled.begin(), pooled.end());
  std::vector<double> counts;
  for (size_t i = 0; i < pooled.size(); ++i) {
    if (i == 0 || pooled[i] != pooled[i - 1]) counts.push_back(0);
    ++counts.back();
  }
  return counts;
}

// P(U >= u) without ties: the share of the arrangements of n a's and m b's, counted by Mann and
// Whitney's recurrence N(u; n, m) = N(u - m; n - 1, m) + N(u; n, m - 1).
double ExactUpperTail(double u, size_t n, size_t m) {
  using Counts = std::vector<double>;  // by u
  const size_t largest = n * m;
  std::vector<Counts> of_m(m + 1, Counts(largest + 1));  // for the current n
  for (Counts& counts : of_m) counts[0] = 1;             // n = 0
  for (size_t i = 1; i <= n; ++i) {
    std::vector<Counts> next(m + 1, Counts(largest + 1));
    next[0][0] = 1;
    for (size_t j = 1; j <= m; ++j) {
      for (size_t value = 0; value <= i * j; ++value)
        next[j][value] = next[j - 1][value] + (value >= j ? of_m[j][value - j] : 0);
    }
    of_m = std::move(next);
  }
  const Counts& counts = of_m[m];
  const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
  const auto first = counts.begin() + static_cast<ptrdiff_t>(std::ceil(u));
  return std::accumulate(first, counts.end(), 0.0) / total;
}

double NormalUpperTail(double u, double n, double m, const std::vector<double>& tie_counts) {
  constexpr double kContinuity = 0.5;
  const double total = n + m;
  double ties = 0;
  for (const double count : tie_counts) ties += count * (count * count - 1);
  const double deviation = std::sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))));
  if (deviation == 0) return 0.5;  // everything is tied
  return NormalCdf(-(u - n * m / 2 - kContinuity) / deviation);
}

// n over k, or infinity when beyond `limit`
double Binomial(size_t n, size_t k, double limit) {
  double count = 1;
  for (size_t i = 1; i <= k; ++i) {
    count *= static_cast<double>(n - k + i) / static_cast<double>(i);
    if (count > 2 * limit) return INFINITY;
  }
  return std::round(count);
}

// Tallies of the null distribution at least as extreme as the observed value, on either side.
class Extremes {
 public:
  explicit Extremes(double observed)
      : low_(observed + kRounding * std::abs(observed)),
        high_(observed - kRounding * std::abs(observed)) {}

  void Add(double value) {
    below_ += value <= low_;
    above_ += value >= high_;
  }
  double TwoSided(double total) const {
    return std::min(1.0, 2 * std::min(below_, above_) / total);
  }
  void AddObserved() { Add((low_ + high_) / 2); }

 private:
  static constexpr double kRounding =
      100 * std::numeric_limits<double>::epsilon();  // equal up to summation order

  double low_, high_;
  double below_ = 0, above_ = 0;
};

}  // namespace

std::optional<WelchResult> WelchTest(Sample a, Sample b) {
  const MeanEstimate difference = MeanDifference(EstimateMean(a), EstimateMean(b));
  const std::optional<double> p = difference.p_two_sided();
  if (!p) return std::nullopt;
  return WelchResult{.t = difference.value / difference.error,
                     .degrees_of_freedom = difference.degrees_of_freedom,
                     .p = *p};
}

MannWhitneyResult MannWhitneyTest(Sample a, Sample b) {
  assert(!a.empty() && !b.empty());
  constexpr size_t kMostForExact = 8;
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  const std::vector<double> tie_counts = TieCounts(a, b);
  const bool tied = tie_counts.size() < a.size() + b.size();
  MannWhitneyResult result;
  result.u = std::round(2 * ProbabilityOfImprovement(a, b) * n * m) / 2;  // a multiple of one half
  result.exact = !tied && std::min(a.size(), b.size()) <= kMostForExact;
  const double larger = std::max(result.u, n * m - result.u);
  const double tail = result.exact ? ExactUpperTail(larger, a.size(), b.size())
                                   : NormalUpperTail(larger, n, m, tie_counts);
  result.p = std::min(1.0, 2 * tail);
  return result;
}

PermutationResult PermutationTest(Sample a, Sample b, const BootstrapOptions& options) {
  const size_t n = a.size(), m = b.size();
  std::vector<double> pooled(a.begin(), a.end());
  pooled.insert(pooled.end(), b.begin(), b.end());
  const double scale = ScaleToOne(pooled);
  for (double& value : pooled) value *= scale;
  const double total = std::accumulate(pooled.begin(), pooled.end(), 0.0);
  const auto difference = [&](double sum_of_a) {
    return sum_of_a / static_cast<double>(n) - (total - sum_of_a) / static_cast<double>(m);
  };
  Extremes extremes(
      difference(std::accumulate(pooled.begin(), pooled.begin() + static_cast<ptrdiff_t>(n), 0.0)));

  const double all = Binomial(n + m, n, static_cast<double>(options.resamples));
  if (all <= static_cast<double>(options.resamples)) {
    std::vector<char> in_a(n + m, 0);
    std::fill_n(in_a.begin(), n, 1);
    do {
      double sum = 0;
      for (size_t i = 0; i < pooled.size(); ++i) sum += in_a[i] ? pooled[i] : 0;
      extremes.Add(difference(sum));
    } while (std::prev_permutation(in_a.begin(), in_a.end()));
    return {extremes.TwoSided(all), static_cast<int64_t>(all), true};
  }
  Resampler resampler(options.seed);
  for (int64_t i = 0; i < options.resamples; ++i) {
    resampler.ShuffleFirst(n, pooled);
    extremes.Add(difference(
        std::accumulate(pooled.begin(), pooled.begin() + static_cast<ptrdiff_t>(n), 0.0)));
  }
  extremes.AddObserved();
  return {extremes.TwoSided(static_cast<double>(options.resamples + 1)), options.resamples, false};
}

std::vector<double> HolmAdjusted(std::span<const double> p_values) {
  std::vector<size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t i, size_t j) { return p_values[i] < p_values[j]; });
  std::vector<double> adjusted(p_values.size());
  double largest = 0;
  for (size_t rank = 0; rank < order.size(); ++rank) {
    largest = std::max(largest, static_cast<double>(order.size() - rank) * p_values[order[rank]]);
    adjusted[order[rank]] = std::min(1.0, largest);
  }
  return adjusted;
}

void CorrectTogether(std::span<const TestOfFamily> family) {
  std::vector<double> p_values;
  for (const TestOfFamily& test : family) p_values.push_back(test.p.value_or(1));
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  for (size_t i = 0; i < family.size(); ++i) {
    if (family[i].p) *family[i].p_holm = adjusted[i];
  }
}

}  // namespace gaitbench
