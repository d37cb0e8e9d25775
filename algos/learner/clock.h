// For the seconds of a run log's timing, which no result depends on.
#pragma once

#include <chrono>

namespace gaitbench {

using Clock = std::chrono::steady_clock;

inline double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace gaitbench
