// Conjugate gradients for F x = g with F symmetric and positive definite, known by its products
// (Hestenes & Stiefel 1952; Nocedal & Wright 2006, algorithm 5.2). Exactly as many iterations as
// asked for, fewer only once the residual is at most `tolerance` times |g|; with 0, when it
// vanishes.
//
// Axes: P unknowns.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace gaitbench {

struct ConjugateGradientsResult {
  std::vector<float> x;      // [P]
  double relative_residual;  // |F x - g| / |g|, as the recursion has it
};

using LinearMap = std::function<void(std::span<const float> x, std::span<float> product)>;

ConjugateGradientsResult ConjugateGradients(const LinearMap& multiply, std::span<const float> g,
                                            int64_t num_iterations, double tolerance = 0);

// summed in double, in order
double Dot(std::span<const float> a, std::span<const float> b);

}  // namespace gaitbench
