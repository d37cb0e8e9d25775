// A robot's geoms in a still picture: each a round line, seen from the side that a robot has.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "results/log/motion.h"

namespace gaitbench {

struct DrawnGeom {
  std::array<std::array<double, 2>, 2> ends = {};  // m, right and up from the robot's first body
  double radius = 0;                               // m
  double depth = 0;                                // m, towards the eye
  int tone = 0;  // 0 and 1: limbs of one robot and their likes; 2: other things; 3: fixed
};

// Those of one frame, the farthest first; planes are none.
std::vector<DrawnGeom> DrawnGeoms(const Motion& motion, const RecordedEpisode& episode,
                                  size_t frame);

// Of the floor that the robot is seen to stand on.
std::optional<double> GroundHeight(const Motion& motion, const RecordedEpisode& episode,
                                   size_t frame);

}  // namespace gaitbench
