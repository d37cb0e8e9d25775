// What a task looks like: its geoms, and where they are at a state of the simulation.
#pragma once

#include <span>

#include "envs/simulation.h"
#include "results/log/motion.h"

namespace gaitbench {

class Scene {
 public:
  explicit Scene(const Task& task);

  // The robot and what is around it, without episodes.
  Motion Describe() const;

  // Appends the poses and contact forces of a state, [Q], [V], [A]; no controls after a reset.
  void Append(std::span<const double> qpos, std::span<const double> qvel,
              std::span<const float> controls, RecordedEpisode& episode);

 private:
  double seconds_per_step_;
  ModelPtr model_;
  DataPtr data_;
};

}  // namespace gaitbench
