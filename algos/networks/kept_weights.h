// Initial weights that are not the rounded orthogonal factor, kept because runs began with them.
#pragma once

#include <span>

#include "algos/networks/mlp.h"
#include "envs/random.h"

namespace gaitbench {

// Puts the kept weights of a network into its parameters [P], which were drawn from a stream that
// began at `start`. Of nearly every network there are none.
void KeepWeights(const MlpLayout& layout, const RandomStream::State& start,
                 std::span<float> parameters);

}  // namespace gaitbench
