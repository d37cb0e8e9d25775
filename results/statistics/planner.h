// How many seeds a question needs, from the spread of a pilot. Based on normal returns: a plan, not
// a guarantee.
#pragma once

#include <cstdint>

namespace gaitbench {

// What plans and comparisons ask for.
inline constexpr double kPlannedPower = 0.8;

// P(T <= t) of the noncentral t distribution.
double NoncentralStudentCdf(double t, double degrees_of_freedom, double noncentrality);

// Chance that Welch's test at level alpha finds a true difference of means, with n seeds each.
double WelchPower(double difference, double deviation_a, double deviation_b, int64_t n,
                  double alpha);

// One of the two differences of an intersection-union test.
struct PlannedDifference {
  double value = 0;
  double deviation_a = 0, deviation_b = 0;
};

// Chance that each of two independent one-sided Welch tests at level alpha finds its difference.
double BothPower(const PlannedDifference& one, const PlannedDifference& other, int64_t n,
                 double alpha);

// Chance that Student's t finds the effect of a factor in a grid of so many cells that each of n
// seeds trained (contrasts.h), two-sided at level alpha.
double ContrastPower(double effect, double deviation, int64_t num_cells, int64_t n, double alpha);

// The smallest difference that Welch's test at level alpha finds with this power.
double DetectableDifference(double deviation_a, double deviation_b, int64_t n, double power,
                            double alpha);

// Fewest seeds of each variant for this power, at least kFewestSeeds (hypothesis_tests.h).
int64_t SeedsForPower(double difference, double deviation_a, double deviation_b, double power,
                      double alpha);

int64_t SeedsForContrastPower(double effect, double deviation, int64_t num_cells, double power,
                              double alpha);

int64_t SeedsForBothPower(const PlannedDifference& one, const PlannedDifference& other,
                          double power, double alpha);

}  // namespace gaitbench
