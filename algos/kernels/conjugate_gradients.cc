#include "algos/kernels/conjugate_gradients.h"

#include <fmt/format.h>

#include <cmath>

namespace gaitbench {

double Dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * b[i];
  return sum;
}

ConjugateGradientsResult ConjugateGradients(const LinearMap& multiply, std::span<const float> g,
                                            int64_t num_iterations, double tolerance) {
  std::vector<float> x(g.size(), 0.0f), r(g.begin(), g.end()), p = r, fp(g.size());
  const double g_squared = Dot(g, g);
  const double enough = tolerance * tolerance * g_squared;
  double r_squared = g_squared;
  const auto end = [&](CgStatus status, std::string message) {
    const double residual = g_squared == 0 ? 0 : std::sqrt(r_squared / g_squared);
    return ConjugateGradientsResult{std::move(x), residual, status, std::move(message)};
  };

  if (g_squared == 0) return end(CgStatus::kZeroGradient, "g is zero");
  for (int64_t i = 0;; ++i) {
    if (!std::isfinite(r_squared))
      return end(CgStatus::kNotFinite, fmt::format("r'r = {} after {} iterations", r_squared, i));
    if (r_squared <= enough || i == num_iterations) {
      return end(r_squared <= enough ? CgStatus::kConverged : CgStatus::kIterationLimit,
                 fmt::format("|Fx - g| / |g| = {:.3g} after {} iterations",
                             std::sqrt(r_squared / g_squared), i));
    }
    multiply(p, fp);
    const double curvature = Dot(p, fp);
    if (!std::isfinite(curvature) || curvature <= 0) {
      return end(std::isfinite(curvature) ? CgStatus::kNoCurvature : CgStatus::kNotFinite,
                 fmt::format("p'Fp = {:.3g} in iteration {}", curvature, i + 1));
    }
    const auto alpha = static_cast<float>(r_squared / curvature);
    for (size_t j = 0; j < g.size(); ++j) {
      x[j] += alpha * p[j];
      r[j] -= alpha * fp[j];
    }
    const double before = r_squared;
    r_squared = Dot(r, r);
    const auto beta = static_cast<float>(r_squared / before);
    for (size_t j = 0; j < g.size(); ++j) p[j] = r[j] + beta * p[j];
  }
}

}  // namespace gaitbench
