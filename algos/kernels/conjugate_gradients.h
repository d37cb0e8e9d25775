// Conjugate gradients for F x = g with F symmetric and positive definite, known by its products
// (Hestenes & Stiefel 1952; Nocedal & Wright 2006, algorithm 5.2). Exactly as many iterations as
// asked for, fewer only once the residual is at most `tolerance` times |g|, with 0 when it
// vanishes, or where F turns out not to be what it should.
//
// Axes: P unknowns.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace gaitbench {

enum class CgStatus {
  kConverged,       // the residual is within the tolerance
  kIterationLimit,  // as many iterations as asked for
  kZeroGradient,    // g = 0, and so x
  kNoCurvature,     // p'Fp <= 0 along a direction p: F is not positive definite
  kNotFinite,       // g, a product or the residual
};

struct ConjugateGradientsResult {
  std::vector<float> x;      // [P]; usable with kConverged and kIterationLimit
  double relative_residual;  // |F x - g| / |g|, as the recursion has it
  CgStatus status;
  std::string message;  // the status with its numbers
};

using LinearMap = std::function<void(std::span<const float> x, std::span<float> product)>;

ConjugateGradientsResult ConjugateGradients(const LinearMap& multiply, std::span<const float> g,
                                            int64_t num_iterations, double tolerance = 0);

// summed in double, in order
double Dot(std::span<const float> a, std::span<const float> b);

}  // namespace gaitbench
