// The memory of this machine.
#pragma once

#include <unistd.h>

namespace gaitbench {

inline double MachineMemory() {  // bytes
  return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
}

}  // namespace gaitbench
