#include "envs/reward.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "envs/summation.h"

namespace gaitbench {
namespace {

// x and y of the center of mass, summed over the bodies in their order
void CenterOfMass(const mjModel* model, const mjData* data, double center[2]) {
  double moment[2] = {0, 0};
  double mass = 0;
  for (int body = 0; body < model->nbody; ++body) {
    for (int axis = 0; axis < 2; ++axis)
      moment[axis] += model->body_mass[body] * data->xipos[3 * body + axis];
    mass += model->body_mass[body];
  }
  for (int axis = 0; axis < 2; ++axis) center[axis] = moment[axis] / mass;
}

double Distance(const mjData* data, const BodyPair& pair) {
  const mjtNum *from = data->xpos + 3 * pair.from, *to = data->xpos + 3 * pair.to;
  const double apart[] = {from[0] - to[0], from[1] - to[1], from[2] - to[2]};
  return Norm(apart, 3);
}

// np.clip passes NaN on
double Clip(double x, const Range& range) {
  return x < range.min ? range.min : x > range.max ? range.max : x;
}

// x ** 2 of a NumPy scalar is libm's pow, not always x * x in the last bit, to which a compiler
// turns a power that it knows.
double Square(double x) {
  const volatile double two = 2;
  return std::pow(x, two);
}

// of the first site, m, from its place straight above the rail's middle
double TipCost(const mjData* data) {
  constexpr double kUpright = 2;
  return 0.01 * Square(data->site_xpos[0]) + Square(data->site_xpos[2] - kUpright);
}

// of two poles on a cart, rad/s
double SwingCost(const mjData* data) {
  return 1e-3 * Square(data->qvel[1]) + 5e-3 * Square(data->qvel[2]);
}

double Value(Quantity quantity, const Task& task, const mjModel* model, const mjData* data,
             const StepTerms& terms) {
  const TaskOptions& options = task.options;
  const double* distances = task.reward.pays_distances_before ? terms.before : terms.after;
  const int64_t height = task.health.height_index;
  switch (quantity) {
    case Quantity::kRootX:
      return data->qpos[0];
    case Quantity::kRootY:
      return data->qpos[1];
    case Quantity::kRootDistance:
      return Norm(data->qpos, 2);
    case Quantity::kHeightChange:
      return data->qpos[height] - model->qpos0[height];
    case Quantity::kMeasuredX:
      return terms.after[0];
    case Quantity::kMeasuredY:
      return terms.after[1];
    case Quantity::kMeasuredDistance:
      return Norm(terms.after, 2);
    case Quantity::kVelocityX:
      return terms.velocity[0];
    case Quantity::kVelocityY:
      return terms.velocity[1];
    case Quantity::kForwardReward:
      return options.forward_reward_weight * terms.velocity[0];
    case Quantity::kHeightReward:
      return data->qpos[height] / model->opt.timestep;
    case Quantity::kHealthyReward:
      return terms.healthy_reward;
    case Quantity::kControlReward:
      return -terms.control_cost;
    case Quantity::kContactReward:
      return -terms.contact_cost;
    case Quantity::kControlOrContactReward:
      return options.use_contact_forces ? -terms.contact_cost : -terms.control_cost;
    case Quantity::kTargetReward:
      return -distances[0] * options.reward_dist_weight;
    case Quantity::kNearReward:
      return -distances[1] * options.reward_near_weight;
    case Quantity::kTipReward:
      return -TipCost(data);
    case Quantity::kSwingReward:
      return -SwingCost(data);
    case Quantity::kTendonLength:
    case Quantity::kTendonVelocity:
      break;
  }
  return 0;  // one a tendon: WriteInfo
}

}  // namespace

void Measure(const Task& task, const mjModel* model, const mjData* data, double measured[2]) {
  constexpr int kTorso = 1;
  switch (task.reward.measured) {
    case Measured::kRoot:
      std::copy_n(data->qpos, 2, measured);
      break;
    case Measured::kCenterOfMass:
      CenterOfMass(model, data, measured);
      break;
    case Measured::kTorso:
      std::copy_n(data->xpos + 3 * kTorso, 2, measured);
      break;
    case Measured::kDistances:
      for (int i = 0; i < 2; ++i) measured[i] = Distance(data, task.reward.distances[i]);
      break;
  }
}

template <class Action>
double CostOfControls(const Task& task, const mjModel* model, const mjData* data,
                      const Action* action) {
  const double weight = task.options.*task.reward.control_weight;
  if (task.reward.control_cost == ControlCost::kAction)
    return static_cast<Action>(weight) * SumOfSquares(action, model->nu);
  if (task.reward.control_cost == ControlCost::kControls)
    return weight * SumOfSquares(data->ctrl, model->nu);
  double clamped[64];
  assert(model->nu <= 64);
  for (int i = 0; i < model->nu; ++i) {
    const double* range = model->actuator_ctrlrange + 2 * i;
    clamped[i] = Clip(data->ctrl[i], {range[0], range[1]});
  }
  return weight * SumOfSquares(clamped, model->nu);
}

template double CostOfControls(const Task&, const mjModel*, const mjData*, const float*);
template double CostOfControls(const Task&, const mjModel*, const mjData*, const double*);

double CostOfContacts(const Task& task, const mjModel* model, const mjData* data) {
  const TaskOptions& options = task.options;
  const double weight = options.*task.reward.contact_weight;
  if (weight == 0 || !options.use_contact_forces) return 0;
  const double cost = weight * SumOfSquares(data->cfrc_ext, 6 * model->nbody, [&](double force) {
                        return Clip(force, options.contact_force_range);
                      });
  return Clip(cost, options.*task.reward.contact_range);
}

double Reward(const Task& task, const mjModel* model, const mjData* data, const StepTerms& terms) {
  const auto sum = [&](std::span<const Quantity> quantities) {
    double total = 0;
    for (Quantity quantity : quantities) total += Value(quantity, task, model, data, terms);
    return total;
  };
  return sum(task.reward.gains) + sum(task.reward.costs);
}

void WriteInfo(const Task& task, const mjModel* model, const mjData* data, const StepTerms& terms,
               double* info) {
  for (const InfoKey& key : task.info) {
    if (key.quantity == Quantity::kTendonLength)
      info = std::copy_n(data->ten_length, key.size, info);
    else if (key.quantity == Quantity::kTendonVelocity)
      info = std::copy_n(data->ten_velocity, key.size, info);
    else
      *info++ = Value(key.quantity, task, model, data, terms);
  }
}

}  // namespace gaitbench
