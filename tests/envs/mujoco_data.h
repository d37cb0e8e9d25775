// A task's model with one mjData, for tests that look inside.
#pragma once

#include <mujoco/mujoco.h>

#include <memory>

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

}  // namespace gaitbench
