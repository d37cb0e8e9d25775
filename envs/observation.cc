#include "envs/observation.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace gaitbench {
namespace {

struct ArrayLayout {
  mjtNum* mjData::*elements;
  mjtSize mjModel::*rows;
  int64_t columns;
};

constexpr ArrayLayout LayoutOf(Observed array) {
  switch (array) {
    case Observed::kQpos:
      return {&mjData::qpos, &mjModel::nq, 1};
    case Observed::kQvel:
      return {&mjData::qvel, &mjModel::nv, 1};
    case Observed::kCinert:
      return {&mjData::cinert, &mjModel::nbody, 10};
    case Observed::kCvel:
      return {&mjData::cvel, &mjModel::nbody, 6};
    case Observed::kQfrcActuator:
      return {&mjData::qfrc_actuator, &mjModel::nv, 1};
    case Observed::kQfrcConstraint:
      return {&mjData::qfrc_constraint, &mjModel::nv, 1};
    case Observed::kBodyPosition:
      return {&mjData::xpos, &mjModel::nbody, 3};
    case Observed::kCfrcExt:
      break;
  }
  return {&mjData::cfrc_ext, &mjModel::nbody, 6};
}

bool IsObserved(const ObservationPart& part, const TaskOptions& options) {
  return (!part.only_if || options.*part.only_if) && !(part.unless && options.*part.unless);
}

int64_t End(const ObservationPart& part, const mjModel& model) {
  const ArrayLayout layout = LayoutOf(part.array);
  return std::min<int64_t>(part.end, model.*layout.rows * layout.columns);
}

// The part's elements from `begin` to before `end` as it observes them; returns where they end.
double* WriteElements(const ObservationPart& part, const mjtNum* elements, const mjtNum* begin,
                      const mjtNum* end, double* out) {
  if (part.minus) return std::transform(begin, end, elements + *part.minus, out, std::minus());
  switch (part.function) {
    case Function::kSine:
      return std::transform(begin, end, out, [](double x) { return std::sin(x); });
    case Function::kCosine:
      return std::transform(begin, end, out, [](double x) { return std::cos(x); });
    case Function::kIdentity:
      break;
  }
  return std::copy(begin, end, out);
}

}  // namespace

int64_t ObservationSize(const Task& task, const mjModel& model) {
  int64_t size = 0;
  for (const ObservationPart& part : task.observation) {
    if (IsObserved(part, task.options)) size += End(part, model) - part.begin;
  }
  return size;
}

void WriteObservation(const Task& task, const mjModel* model, const mjData* data,
                      double* observation) {
  for (const ObservationPart& part : task.observation) {
    if (!IsObserved(part, task.options)) continue;
    const mjtNum* elements = data->*LayoutOf(part.array).elements;
    double* end = WriteElements(part, elements, elements + part.begin, elements + End(part, *model),
                                observation);
    const Range bounds = part.range ? task.options.*part.range : Range{-part.bound, part.bound};
    observation = std::transform(observation, end, observation, [&](double x) {
      return x < bounds.min ? bounds.min : x > bounds.max ? bounds.max : x;
    });
  }
}

}  // namespace gaitbench
