// A task's model with one mjData, for tests that look inside.
#pragma once

#include <mujoco/mujoco.h>

#include <algorithm>
#include <span>

#include "envs/simulation.h"

namespace gaitbench {

struct MujocoData {
  explicit MujocoData(const Task& task)
      : model(CompileModel(task)), data(mj_makeData(model.get())) {}

  mjModel* m() const { return model.get(); }
  mjData* d() const { return data.get(); }

  ModelPtr model;
  DataPtr data;
};

// Whether any two of its geoms may touch.
inline bool CanCollide(const mjModel& model) {
  const std::span kinds(model.geom_contype, model.ngeom),
      others(model.geom_conaffinity, model.ngeom);
  return std::ranges::any_of(kinds, [&](int kind) {
    return std::ranges::any_of(others, [&](int other) { return (kind & other) != 0; });
  });
}

}  // namespace gaitbench
