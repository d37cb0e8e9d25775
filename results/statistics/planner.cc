#include "results/statistics/planner.h"

#include <algorithm>
#include <cmath>

#include "results/log/json_fields.h"
#include "results/statistics/distributions.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {
namespace {

constexpr int64_t kMostSeeds = 1'000'000;

// Fewest seeds that a test claims something of and for which `enough` holds, `enough` being
// monotone.
template <class Predicate>
int64_t FirstEnough(const Predicate& enough) {
  constexpr auto kFewest = static_cast<int64_t>(kFewestSeeds);
  int64_t high = kFewest;
  while (!enough(high)) {
    high *= 2;
    if (high > kMostSeeds)
      throw ConfigError("", "more than " + std::to_string(kMostSeeds) + " seeds would be needed");
  }
  int64_t low = high / 2;  // not enough, or below the fewest
  while (high - low > 1) {
    const int64_t middle = (low + high) / 2;
    (middle >= kFewest && enough(middle) ? high : low) = middle;
  }
  return high;
}

// A t test of an estimate with a known true value.
class PlannedTest {
 public:
  PlannedTest(double noncentrality, double degrees_of_freedom)
      : degrees_(degrees_of_freedom), noncentrality_(noncentrality) {}

  // Welch's test of n seeds each.
  PlannedTest(double difference, double deviation_a, double deviation_b, int64_t n) {
    const auto count = static_cast<double>(n);
    const double larger = std::max(deviation_a, deviation_b);  // all over it: nothing overflows
    const double of_a = std::pow(deviation_a / larger, 2) / count,
                 of_b = std::pow(deviation_b / larger, 2) / count;
    degrees_ = (of_a + of_b) * (of_a + of_b) * (count - 1) / (of_a * of_a + of_b * of_b);
    noncentrality_ = difference / larger / std::sqrt(of_a + of_b);
  }

  // Chance that it shows the difference to be above, or below, 0, one-sided at level alpha.
  double PowerAbove(double alpha) const {
    return 1 - NoncentralStudentCdf(StudentQuantile(1 - alpha, degrees_), degrees_, noncentrality_);
  }
  double PowerBelow(double alpha) const {
    return NoncentralStudentCdf(-StudentQuantile(1 - alpha, degrees_), degrees_, noncentrality_);
  }
  double PowerTwoSided(double alpha) const { return PowerAbove(alpha / 2) + PowerBelow(alpha / 2); }

 private:
  double degrees_ = 0, noncentrality_ = 0;
};

}  // namespace

// P(T <= t) = integral over s of Phi(t s - noncentrality) times the density of s = sqrt(chi^2 /
// degrees), by Simpson's rule over the range where that density is not negligible.
double NoncentralStudentCdf(double t, double degrees_of_freedom, double noncentrality) {
  constexpr int kSteps = 4000;  // even
  constexpr double kDeviations = 12;
  const double nu = degrees_of_freedom;
  const double spread = kDeviations / std::sqrt(2 * nu);  // of s around 1
  const double low = std::max(0.0, 1 - spread), high = 1 + spread;
  const double log_scale = std::log(2.0) + nu / 2 * std::log(nu / 2) - std::lgamma(nu / 2);
  const auto integrand = [&](double s) {
    if (s <= 0) return nu > 1 ? 0.0 : NormalCdf(-noncentrality) * std::exp(log_scale);
    return NormalCdf(t * s - noncentrality) *
           std::exp(log_scale + (nu - 1) * std::log(s) - nu / 2 * s * s);
  };
  const double step = (high - low) / kSteps;
  double sum = integrand(low) + integrand(high);
  for (int i = 1; i < kSteps; ++i) sum += (i % 2 ? 4 : 2) * integrand(low + i * step);
  return std::clamp(sum * step / 3, 0.0, 1.0);
}

double WelchPower(double difference, double deviation_a, double deviation_b, int64_t n,
                  double alpha) {
  return PlannedTest(difference, deviation_a, deviation_b, n).PowerTwoSided(alpha);
}

double ContrastPower(double effect, double deviation, int64_t num_cells, int64_t n, double alpha) {
  const auto cells = static_cast<double>(num_cells), count = static_cast<double>(n);
  const double error = deviation * std::sqrt(4 / (count * cells));
  return PlannedTest(effect / error, (count - 1) * (cells - 1)).PowerTwoSided(alpha);
}

double DetectableDifference(double deviation_a, double deviation_b, int64_t n, double power,
                            double alpha) {
  const double larger = std::max(deviation_a, deviation_b);
  if (n < 2 || !(larger > 0)) throw ConfigError("", "without spread there is nothing to plan");
  const auto found = [&](double difference) {
    return WelchPower(difference, deviation_a, deviation_b, n, alpha) >= power;
  };
  double high = larger;
  while (!found(high)) high *= 2;
  double low = 0;
  constexpr double kPrecision = 1e-6;  // of the larger deviation
  while (high - low > kPrecision * larger) {
    const double middle = (low + high) / 2;
    (found(middle) ? high : low) = middle;
  }
  return high;
}

double BothPower(const PlannedDifference& one, const PlannedDifference& other, int64_t n,
                 double alpha) {
  double power = 1;
  for (const auto& [value, deviation_a, deviation_b] : {one, other})
    power *= PlannedTest(std::abs(value), deviation_a, deviation_b, n).PowerAbove(alpha);
  return power;
}

int64_t SeedsForPower(double difference, double deviation_a, double deviation_b, double power,
                      double alpha) {
  if (difference == 0) throw ConfigError("", "no number of seeds finds a difference of 0");
  return FirstEnough([&](int64_t n) {
    return WelchPower(difference, deviation_a, deviation_b, n, alpha) >= power;
  });
}

int64_t SeedsForContrastPower(double effect, double deviation, int64_t num_cells, double power,
                              double alpha) {
  if (effect == 0) throw ConfigError("", "no number of seeds finds an effect of 0");
  return FirstEnough(
      [&](int64_t n) { return ContrastPower(effect, deviation, num_cells, n, alpha) >= power; });
}

int64_t SeedsForBothPower(const PlannedDifference& one, const PlannedDifference& other,
                          double power, double alpha) {
  if (one.value == 0 || other.value == 0)
    throw ConfigError("", "no number of seeds finds a difference of 0");
  return FirstEnough([&](int64_t n) { return BothPower(one, other, n, alpha) >= power; });
}

}  // namespace gaitbench
