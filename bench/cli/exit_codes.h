// What the program's exit code tells.
#pragma once

namespace gaitbench {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitWrongInput = 2;
// By a signal, after saving, or because the runs that are left are another process's; the same
// command goes on.
inline constexpr int kExitStopped = 75;

}  // namespace gaitbench
