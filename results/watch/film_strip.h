// Eight poses of a robot in motion as a picture for Markdown: a row each run, of colours that read
// on light and dark pages.
#pragma once

#include <span>
#include <string>

#include "results/log/motion.h"

namespace gaitbench {

// SVG of the first episode of each motion: eight poses evenly over a second in its middle, or over
// the whole of a shorter one. The motions are of one robot, at least one.
std::string FilmStrip(std::span<const Motion> motions);

}  // namespace gaitbench
