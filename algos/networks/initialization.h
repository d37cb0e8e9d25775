// Initial weights and biases of a network.
#pragma once

#include <array>
#include <span>
#include <utility>

#include "algos/networks/mlp.h"
#include "envs/random.h"

namespace gaitbench {

enum class Initialization { kOrthogonal, kXavier, kHe, kLecun, kTorch };
constexpr auto Names(Initialization) {
  return std::array{
      std::pair{Initialization::kOrthogonal, "orthogonal"},
      std::pair{Initialization::kXavier, "xavier"}, std::pair{Initialization::kHe, "he"},
      std::pair{Initialization::kLecun, "lecun"}, std::pair{Initialization::kTorch, "torch"}};
}

// kOrthogonal: each weight [in,out] has orthonormal rows or columns times a gain (Saxe et al. 2014,
// arXiv:1312.6120), sqrt 2 on hidden layers. Else uniform with variance 2 / (in + out) (kXavier:
// Glorot & Bengio 2010, equation 16), 2 / in (kHe: He et al. 2015, arXiv:1502.01852) or 1 / in
// (kLecun: LeCun et al. 1998, equation 16). kTorch: torch.nn.Linear's, weights and biases uniform
// within 1 / sqrt(in); with the others biases are zero. The last layer is multiplied by head_gain.
// parameters [P].
void Initialize(const MlpLayout& layout, Initialization initialization, double head_gain,
                RandomStream& stream, std::span<float> parameters);

}  // namespace gaitbench
