// Axes: O observation size.
#pragma once

#include <cstdint>

#include "envs/task.h"

struct mjModel_;
struct mjData_;

namespace gaitbench {

// O: the sizes of the task's parts under its options, added up.
int64_t ObservationSize(const Task& task, const mjModel_& model);

// Writes the parts one after another. Bounds pass NaN on, as np.clip does.
void WriteObservation(const Task& task, const mjModel_* model, const mjData_* data,
                      double* observation);

}  // namespace gaitbench
