#include "envs/simulation.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "envs/exact_savings.h"
#include "envs/summation.h"

namespace gaitbench {
namespace {

constexpr int kBadNumberWarnings[] = {mjWARN_BADQPOS, mjWARN_BADQVEL, mjWARN_BADQACC,
                                      mjWARN_BADCTRL};

// The quantities of an env step that its observation and mjData do not hold.
struct StepTerms {
  double velocity[2] = {0, 0};  // x and y, m/s
  double forward_reward = 0;
  double healthy_reward = 0;
  double control_cost = 0;
  double contact_cost = 0;
};

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

// np.clip passes NaN on
double Clip(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

template <class Action>
double CostOfControls(const Task& task, const mjModel* model, const mjData* data,
                      const Action* action) {
  const double weight = task.options.ctrl_cost_weight;
  if (task.reward.control_cost == ControlCost::kAction)
    return static_cast<Action>(weight) * SumOfSquares(action, model->nu);
  if (task.reward.control_cost == ControlCost::kControls)
    return weight * SumOfSquares(data->ctrl, model->nu);
  double clamped[64];
  assert(model->nu <= 64);
  for (int i = 0; i < model->nu; ++i) {
    const double* range = model->actuator_ctrlrange + 2 * i;
    clamped[i] = Clip(data->ctrl[i], range[0], range[1]);
  }
  return weight * SumOfSquares(clamped, model->nu);
}

double CostOfContacts(const Task& task, const mjModel* model, const mjData* data) {
  if (task.options.contact_cost_weight == 0) return 0;
  const double cost =
      task.options.contact_cost_weight * SumOfSquares(data->cfrc_ext, 6 * model->nbody);
  return Clip(cost, task.options.contact_cost_range.min, task.options.contact_cost_range.max);
}

double Norm(double x, double y) { return std::sqrt(x * x + y * y); }

void WriteInfo(const Task& task, const mjModel* model, const mjData* data, const double center[2],
               const StepTerms& terms, double* out) {
  for (const InfoKey& key : task.info) {
    const double* from = nullptr;
    double value = 0;
    switch (key.quantity) {
      case Quantity::kRootX:
        value = data->qpos[0];
        break;
      case Quantity::kRootY:
        value = data->qpos[1];
        break;
      case Quantity::kRootDistance:
        value = Norm(data->qpos[0], data->qpos[1]);
        break;
      case Quantity::kHeightChange:
        value = data->qpos[task.health.height_index] - model->qpos0[task.health.height_index];
        break;
      case Quantity::kCenterOfMassX:
        value = center[0];
        break;
      case Quantity::kCenterOfMassY:
        value = center[1];
        break;
      case Quantity::kCenterOfMassDistance:
        value = Norm(center[0], center[1]);
        break;
      case Quantity::kTendonLength:
        from = data->ten_length;
        break;
      case Quantity::kTendonVelocity:
        from = data->ten_velocity;
        break;
      case Quantity::kVelocityX:
        value = terms.velocity[0];
        break;
      case Quantity::kVelocityY:
        value = terms.velocity[1];
        break;
      case Quantity::kForwardReward:
        value = terms.forward_reward;
        break;
      case Quantity::kHealthyReward:
        value = terms.healthy_reward;
        break;
      case Quantity::kControlReward:
        value = -terms.control_cost;
        break;
      case Quantity::kContactReward:
        value = -terms.contact_cost;
        break;
    }
    out = from ? std::copy(from, from + key.size, out) : std::fill_n(out, key.size, value);
  }
}

// where v_x is measured, after an env step or a reset
void ForwardPosition(const Task& task, const mjModel* model, const mjData* data,
                     double position[2]) {
  if (task.reward.velocity == Velocity::kCenterOfMass) return CenterOfMass(model, data, position);
  position[0] = data->qpos[0];
  position[1] = data->qpos[1];
}

void AddResetNoise(const Task& task, const mjModel* model, RandomStream::State& position,
                   mjData* data) {
  RandomStream stream;
  stream.Restore(position);
  const double scale = task.options.reset_noise_scale;
  for (int i = 0; i < model->nq; ++i) data->qpos[i] += stream.Uniform(-scale, scale);
  for (int i = 0; i < model->nv; ++i) data->qvel[i] += stream.Uniform(-scale, scale);
  position = stream.Save();
}

}  // namespace

int64_t InfoSize(const Task& task) {
  int64_t size = 0;
  for (const InfoKey& key : task.info) size += key.size;
  return size;
}

bool IsHealthy(const Task& task, const mjModel* model, const mjData* data) {
  const std::span<const double> qpos(data->qpos, model->nq), qvel(data->qvel, model->nv);
  const Range& heights = task.options.healthy_z_range;
  const Range& angles = task.options.healthy_angle_range;
  const Range& states = task.options.healthy_state_range;
  const Range everything;

  const double height = qpos[task.health.height_index];
  if (task.health.includes_bounds) return !(height < heights.min || height > heights.max);
  if (!heights.Contains(height)) return false;
  if (angles != everything && !angles.Contains(qpos[task.health.height_index + 1])) return false;
  const auto in_range = [&](double x) { return states.Contains(x); };
  if (states != everything &&
      !(std::ranges::all_of(qpos.subspan(task.health.height_index + 1), in_range) &&
        std::ranges::all_of(qvel, in_range)))
    return false;
  const auto is_finite = [](double x) { return std::isfinite(x); };
  return !task.health.requires_finite_state ||
         (std::ranges::all_of(qpos, is_finite) && std::ranges::all_of(qvel, is_finite));
}

void ComputeContactForces(const mjModel* model, mjData* data) {
  mju_zero(data->cfrc_ext, 6 * model->nbody);
  for (int i = 0; i < data->ncon; ++i) {
    const mjContact& contact = data->contact[i];
    if (contact.efc_address < 0) continue;
    mjtNum in_contact[6], in_world[6];  // force, torque; torque, force
    mj_contactForce(model, data, i, in_contact);
    mju_mulMatTVec3(in_world, contact.frame, in_contact + 3);
    mju_mulMatTVec3(in_world + 3, contact.frame, in_contact);
    for (int side = 0; side < 2; ++side) {
      const int body = model->geom_bodyid[contact.geom[side]];
      if (body == 0) continue;
      mjtNum about_center[6];
      mju_transformSpatial(about_center, in_world, /*flg_force=*/1,
                           data->subtree_com + 3 * model->body_rootid[body], contact.pos, nullptr);
      mju_addToScl(data->cfrc_ext + 6 * body, about_center, side == 0 ? -1 : 1, 6);
    }
  }
}

void ResetSimulation(const Task& task, const mjModel* model, mjData* data, Episode& episode,
                     double* observation, double* info) {
  mj_resetData(model, data);
  AddResetNoise(task, model, episode.stream, data);
  mj_forward(model, data);
  ForwardPosition(task, model, data, episode.position);
  episode.num_steps = 0;
  WriteObservation(task, model, data, observation);
  WriteInfo(task, model, data, episode.position, {}, info);
}

void RefreshSimulation(const Task& task, const mjModel* model, mjData* data, Episode& episode,
                       double* observation) {
  mj_forward(model, data);
  ForwardPosition(task, model, data, episode.position);
  WriteObservation(task, model, data, observation);
}

template <class Action>
void StepSimulation(const Task& task, const mjModel* model, mjData* data, const Action* action,
                    Episode& episode, StepOutput& output, const ExactSavings* savings) {
  for (int warning : kBadNumberWarnings) data->warning[warning].number = 0;
  std::copy(action, action + model->nu, data->ctrl);
  for (int64_t i = 0; i < task.options.frame_skip; ++i)
    savings ? savings->Step(data) : mj_step(model, data);
  if (task.has_contact_forces) ComputeContactForces(model, data);
  ++episode.num_steps;

  double position[2];
  ForwardPosition(task, model, data, position);
  const double duration = model->opt.timestep * static_cast<double>(task.options.frame_skip);
  StepTerms terms;
  for (int axis = 0; axis < 2; ++axis) {
    terms.velocity[axis] = (position[axis] - episode.position[axis]) / duration;
    episode.position[axis] = position[axis];
  }

  const TaskOptions& options = task.options;
  const bool healthy = IsHealthy(task, model, data);
  const bool rewarded =
      healthy || (task.reward.rewards_unhealthy && options.terminate_when_unhealthy);
  terms.forward_reward = options.forward_reward_weight * terms.velocity[0];
  terms.healthy_reward = rewarded * options.healthy_reward;
  terms.control_cost = CostOfControls(task, model, data, action);
  terms.contact_cost = CostOfContacts(task, model, data);
  output.reward =
      (terms.forward_reward + terms.healthy_reward) - (terms.control_cost + terms.contact_cost);
  output.bad = false;
  for (int warning : kBadNumberWarnings) output.bad |= data->warning[warning].number > 0;
  output.terminated = output.bad || (!healthy && options.terminate_when_unhealthy);
  WriteObservation(task, model, data, output.observation);
  WriteInfo(task, model, data, position, terms, output.info);
}

template void StepSimulation(const Task&, const mjModel*, mjData*, const float*, Episode&,
                             StepOutput&, const ExactSavings*);
template void StepSimulation(const Task&, const mjModel*, mjData*, const double*, Episode&,
                             StepOutput&, const ExactSavings*);

}  // namespace gaitbench
