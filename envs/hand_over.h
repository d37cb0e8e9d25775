// libmujoco is not instrumented, so ThreadSanitizer has to be told when its thread pool hands
// memory over to a thread and when it gives it back. Without the sanitizer these do nothing.
#pragma once

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace gaitbench {

// What this thread wrote before is what a thread reads that takes over under the same name.
inline void HandOver([[maybe_unused]] char& name) {
#ifdef __SANITIZE_THREAD__
  __tsan_release(&name);
#endif
}
inline void TakeOver([[maybe_unused]] char& name) {
#ifdef __SANITIZE_THREAD__
  __tsan_acquire(&name);
#endif
}

}  // namespace gaitbench
