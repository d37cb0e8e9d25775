// Distribution functions of the normal and of Student's t, and their inverses, to about 1e-14
// relative.
#pragma once

namespace gaitbench {

double NormalCdf(double x);
double NormalQuantile(double probability);

// Regularized incomplete beta function I_x(a, b).
double IncompleteBeta(double a, double b, double x);

// P(T > t)
double StudentUpperTail(double t, double degrees_of_freedom);

// The t with P(T <= t) = probability.
double StudentQuantile(double probability, double degrees_of_freedom);

// The t with P(T > t) = probability, which may be tiny.
double StudentUpperQuantile(double probability, double degrees_of_freedom);

}  // namespace gaitbench
