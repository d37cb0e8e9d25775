#pragma once

#include <sched.h>

#include <algorithm>
#include <cstdint>

namespace gaitbench {

// Cores that this process may use, at least one.
inline int64_t UsableCores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  return sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(1, CPU_COUNT(&cores)) : 1;
}

}  // namespace gaitbench
