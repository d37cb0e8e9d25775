// Films by MuJoCo's own renderer, which the Python package mujoco has.
#pragma once

#include <filesystem>
#include <span>

#include "results/log/motion.h"

namespace gaitbench {

// The first episode of each motion, side by side; .mp4 or .gif. ConfigError where something that it
// takes is not installed, with what is missing.
void WriteFilm(std::span<const Motion> motions, const std::filesystem::path& output);

}  // namespace gaitbench
