// From the policy's action to the environment's.
//
// Axes: A action size.
#pragma once

#include <span>

#include "algos/on_policy/choices.h"

namespace gaitbench {

// raw: the action itself; clipped: within its bounds; squashed: tanh, scaled to them. actions [k
// A], bounds [A,2].
void HandleActions(ActionHandling handling, std::span<const double> bounds,
                   std::span<const float> actions, std::span<float> result);

}  // namespace gaitbench
