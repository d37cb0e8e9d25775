// The tasks by what MuJoCo computes for them. Versions of a robot mostly differ in what a task
// makes of that, so that a test of physics alone need not run each of them.
#pragma once

#include <mujoco/mujoco.h>

#include <algorithm>
#include <string>
#include <vector>

#include "envs/simulation.h"

namespace gaitbench {

struct Physics {
  std::string bytes;             // of the compiled model with its options, and of the frame skip
  Task task;                     // the newest of those that share it
  std::string other_tasks = {};  // the others: ", Hopper-v2, Hopper-v3"
};

inline std::string BytesOfPhysics(const Task& task) {
  const ModelPtr model = CompileModel(task);
  std::string bytes(mj_sizeModel(model.get()), '\0');
  mj_saveModel(model.get(), nullptr, bytes.data(), static_cast<int>(bytes.size()));
  return bytes + std::to_string(task.options.frame_skip);
}

inline std::vector<Physics> DifferentPhysics() {
  std::vector<Physics> found;
  for (const Task& task : Tasks()) {
    const std::string bytes = BytesOfPhysics(task);
    const auto same = std::ranges::find(found, bytes, &Physics::bytes);
    if (same == found.end()) {
      found.push_back({.bytes = bytes, .task = task});
    } else {
      same->other_tasks += ", " + same->task.name;
      same->task = task;
    }
  }
  return found;
}

}  // namespace gaitbench
