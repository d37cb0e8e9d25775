// From the policy's action to the environment's.
//
// Axes: A action size.
#pragma once

#include <array>
#include <span>
#include <utility>

namespace gaitbench {

enum class ActionHandling { kRaw, kClipped, kSquashed };
constexpr auto Names(ActionHandling) {
  return std::array{std::pair{ActionHandling::kRaw, "raw"},
                    std::pair{ActionHandling::kClipped, "clipped"},
                    std::pair{ActionHandling::kSquashed, "squashed"}};
}

// raw: the action itself; clipped: within its bounds; squashed: tanh, scaled to them. actions [k
// A], bounds [A,2].
void HandleActions(ActionHandling handling, std::span<const double> bounds,
                   std::span<const float> actions, std::span<float> result);

// Actions [k A] within [-1,1], linearly to their bounds [A,2].
void ScaleActions(std::span<const double> bounds, std::span<const float> actions,
                  std::span<float> result);

}  // namespace gaitbench
