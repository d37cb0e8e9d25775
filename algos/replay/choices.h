// The named choices of learners that learn from a replay buffer.
#pragma once

#include <array>
#include <utility>

namespace gaitbench {

enum class TargetUpdate { kPolyak, kCopy };
constexpr auto Names(TargetUpdate) {
  return std::array{std::pair{TargetUpdate::kPolyak, "polyak"},
                    std::pair{TargetUpdate::kCopy, "copy"}};
}

// What a value's target holds after a time limit.
enum class TimeLimit { kBootstrap, kTerminal };
constexpr auto Names(TimeLimit) {
  return std::array{std::pair{TimeLimit::kBootstrap, "bootstrap"},
                    std::pair{TimeLimit::kTerminal, "terminal"}};
}

}  // namespace gaitbench
