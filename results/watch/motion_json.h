// A motion as the page that plays it takes it: positions, orientations, returns and forces rounded
// to units that nobody sees, as differences from frame to frame.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "results/log/motion.h"

namespace gaitbench {

// Numbers in base 64 with a sign and a continuation bit, as source maps have them (ECMA-426,
// "VLQ"): the difference of each value from the one before, from 0 for the first; after a
// difference of 0 how many of them there are.
std::string PackedNumbers(const std::vector<int64_t>& values);

// Of every `stride`-th frame.
nlohmann::ordered_json PackedMotion(const Motion& motion, int64_t stride = 1);

// The first episode alone with about 30 frames a second, for a place where there are many.
nlohmann::ordered_json SmallMotion(const Motion& motion);

}  // namespace gaitbench
