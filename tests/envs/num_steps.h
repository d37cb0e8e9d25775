// How long the tests of trajectories are.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace gaitbench {

// Env steps: those of GAITBENCH_EXACT_STEPS, which is set before a release, or `usual`.
inline int64_t NumStepsOr(int64_t usual) {
  const char* asked = std::getenv("GAITBENCH_EXACT_STEPS");
  return asked ? std::stoll(asked) : usual;
}

}  // namespace gaitbench
