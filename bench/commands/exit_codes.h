// What the program's exit code tells.
#pragma once

namespace gaitbench {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitWrongInput = 2;
inline constexpr int kExitStopped = 75;  // by a signal, after saving; the same command goes on

}  // namespace gaitbench
