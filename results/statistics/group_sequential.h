// Bounds of tests that look several times at data that grow, and stop when a bound is crossed, so
// that over all looks together a true null is rejected with one probability. They are those of a
// standard normal statistic; for another test they are levels of its p value at each look, as
// Pocock 1977 (Biometrika 64, 191-199) takes them for t tests.
#pragma once

#include <span>
#include <vector>

namespace gaitbench {

struct SequentialBound {
  double information = 0;  // share of the data of the last look
  double z = 0;            // what |z| must be at least
  double p = 0;            // what the two-sided p value must be at most
};

// O'Brien & Fleming 1979 (Biometrics 35, 549-556), for looks that need not be evenly spaced:
// z = C / sqrt(information), with C for the size `alpha`, two-sided. `information` ascends to 1.
std::vector<SequentialBound> OBrienFlemingBounds(std::span<const double> information, double alpha);

// Chance that a standard Brownian motion is farther than z[i] sqrt(times[i]) from 0 at some of the
// ascending times.
double CrossingProbability(std::span<const double> times, std::span<const double> z);

}  // namespace gaitbench
