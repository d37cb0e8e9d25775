// A task's model with one mjData, for tests that look inside.
#pragma once

#include <mujoco/mujoco.h>

#include <algorithm>
#include <memory>
#include <span>

#include "envs/simulation.h"

namespace gaitbench {

struct DataDeleter {
  void operator()(mjData* data) const { mj_deleteData(data); }
};

struct MujocoData {
  explicit MujocoData(const Task& task)
      : model(CompileModel(task)), data(mj_makeData(model.get())) {}

  mjModel* m() const { return model.get(); }
  mjData* d() const { return data.get(); }

  ModelPtr model;
  std::unique_ptr<mjData, DataDeleter> data;
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
