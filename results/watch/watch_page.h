// One page that opens offline and plays recorded robots, side by side and in step.
#pragma once

#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "results/log/motion.h"

namespace gaitbench {

// The motions are of one robot, at least one.
std::string WatchHtml(std::span<const Motion> motions);

// The player: `watch(holder, data, options)` once its script has run, and `breakable(name)` with
// which it writes names.
std::string WatchScript();
std::string WatchStyle();

}  // namespace gaitbench
