// libmujoco is not instrumented, so ThreadSanitizer has to be told when its thread pool hands
// memory over to a thread and when it gives it back. Without the sanitizer these do nothing.
#pragma once

namespace gaitbench {

#ifdef __SANITIZE_THREAD__

// What this thread wrote before is what a thread reads that takes over under the same name.
void HandOver(char& name);
void TakeOver(char& name);

// A thread of the pool takes over under `name` until it hands back, or an error of MuJoCo hands
// back for it, to one that takes over under `back`.
void TakeOver(char& name, char& back);
void HandBack();

#else

inline void HandOver(char&) {}
inline void TakeOver(char&) {}
inline void TakeOver(char&, char&) {}
inline void HandBack() {}

#endif

}  // namespace gaitbench
