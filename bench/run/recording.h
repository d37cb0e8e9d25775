// A trained policy's episodes, recorded to be watched.
#pragma once

#include <cstdint>
#include <filesystem>

#include "results/log/motion.h"

namespace gaitbench {

// The policy in a run's folder, deterministic, as `evaluate --deterministic` has it: episode i
// starts from the reset of seed + i. Throws ConfigError where there is no policy or it is damaged.
Motion RecordMotion(const std::filesystem::path& run_folder, int64_t num_episodes, int64_t seed);

}  // namespace gaitbench
