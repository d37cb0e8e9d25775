#include "algos/kernels/conjugate_gradients.h"

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
  for (int64_t i = 0; i < num_iterations && r_squared > enough; ++i) {
    multiply(p, fp);
    const auto alpha = static_cast<float>(r_squared / Dot(p, fp));
    for (size_t j = 0; j < g.size(); ++j) {
      x[j] += alpha * p[j];
      r[j] -= alpha * fp[j];
    }
    const double before = r_squared;
    r_squared = Dot(r, r);
    const auto beta = static_cast<float>(r_squared / before);
    for (size_t j = 0; j < g.size(); ++j) p[j] = r[j] + beta * p[j];
  }
  return {std::move(x), g_squared > 0 ? std::sqrt(r_squared / g_squared) : 0};
}

}  // namespace gaitbench
