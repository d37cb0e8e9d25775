#include "envs/simulation.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "envs/exact_savings.h"
#include "envs/reward.h"
#include "envs/summation.h"
#include "envs/ziggurat.h"

namespace gaitbench {
namespace {

constexpr int kBadNumberWarnings[] = {mjWARN_BADQPOS, mjWARN_BADQVEL, mjWARN_BADQACC,
                                      mjWARN_BADCTRL};

// Draws the two positions before the last `num_after` of those that end at qpos_end, which are 0.
void Place(const Placement& placement, RandomStream& stream, mjtNum* qpos_end) {
  mju_zero(qpos_end - placement.num_after, static_cast<int>(placement.num_after));
  mjtNum* place = qpos_end - placement.num_after - 2;
  do {
    place[0] = stream.Uniform(placement.x.min, placement.x.max);
    place[1] = stream.Uniform(placement.y.min, placement.y.max);
  } while (!placement.distance.Contains(Norm(place, 2)));
}

// Adds the reset's noise to the start pose in Gymnasium's order of draws.
void AddResetNoise(const Task& task, const mjModel* model, RandomStream::State& position,
                   mjData* data) {
  const ResetRule& rule = task.reset;
  RandomStream stream;
  stream.Restore(position);
  const auto noise = [&](double scale) { return stream.Uniform(-scale, scale); };
  if (rule.has_position_noise) {
    for (int i = 0; i < model->nq; ++i) data->qpos[i] += noise(task.options.reset_noise_scale);
  }
  if (rule.placement) Place(*rule.placement, stream, data->qpos + model->nq);
  const double scale = rule.velocity_scale.value_or(task.options.reset_noise_scale);
  for (int i = 0; i < model->nv; ++i) {
    data->qvel[i] +=
        rule.velocity_noise == Noise::kUniform ? noise(scale) : scale * StandardNormal(stream);
  }
  mju_zero(data->qvel + model->nv - rule.num_at_rest, static_cast<int>(rule.num_at_rest));
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
  const HealthRule& rule = task.health;
  const Range& heights = task.options.healthy_z_range;
  const Range& angles = task.options.healthy_angle_range;
  const Range& states = task.options.healthy_state_range;
  const Range everything;
  const auto contains = [&](const Range& range, double x) {
    return rule.includes_bounds ? !(x < range.min || x > range.max) : range.Contains(x);
  };

  const double height = rule.has_height_of_site ? data->site_xpos[2] : qpos[rule.height_index];
  if (!contains(heights, height)) return false;
  if (angles != everything && !contains(angles, qpos[rule.height_index + 1])) return false;
  const auto in_range = [&](double x) { return states.Contains(x); };
  if (states != everything &&
      !(std::ranges::all_of(qpos.subspan(rule.height_index + 1), in_range) &&
        std::ranges::all_of(qvel, in_range)))
    return false;
  const auto is_finite = [](double x) { return std::isfinite(x); };
  return !rule.requires_finite_state ||
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
  StepTerms terms;
  Measure(task, model, data, terms.after);
  std::copy_n(terms.after, 2, episode.measured);
  episode.num_steps = 0;
  WriteObservation(task, model, data, observation);
  WriteInfo(task, model, data, terms, info);
}

void RefreshSimulation(const Task& task, const mjModel* model, mjData* data, Episode& episode,
                       double* observation) {
  mj_forward(model, data);
  Measure(task, model, data, episode.measured);
  WriteObservation(task, model, data, observation);
}

template <class Action>
void StepSimulation(const Task& task, const mjModel* model, mjData* data, const Action* action,
                    Episode& episode, StepOutput& output, const ExactSavings* savings) {
  for (int warning : kBadNumberWarnings) data->warning[warning].number = 0;
  std::copy(action, action + model->nu, data->ctrl);
  for (int64_t i = 0; i < task.options.frame_skip; ++i)
    savings ? savings->Step(data) : mj_step(model, data);
  if (task.has_contact_forces && task.options.use_contact_forces) ComputeContactForces(model, data);
  ++episode.num_steps;

  StepTerms terms;
  std::copy_n(episode.measured, 2, terms.before);
  Measure(task, model, data, terms.after);
  std::copy_n(terms.after, 2, episode.measured);
  const double duration = model->opt.timestep * static_cast<double>(task.options.frame_skip);
  for (int axis = 0; axis < 2; ++axis)
    terms.velocity[axis] = (terms.after[axis] - terms.before[axis]) / duration;

  const TaskOptions& options = task.options;
  const bool healthy = IsHealthy(task, model, data);
  const bool rewarded =
      healthy || (task.reward.rewards_unhealthy && options.terminate_when_unhealthy);
  terms.healthy_reward = rewarded * options.healthy_reward;
  terms.control_cost = CostOfControls(task, model, data, action);
  terms.contact_cost = CostOfContacts(task, model, data);
  output.reward = Reward(task, model, data, terms);
  output.bad = false;
  for (int warning : kBadNumberWarnings) output.bad |= data->warning[warning].number > 0;
  output.terminated = output.bad || (!healthy && options.terminate_when_unhealthy);
  WriteObservation(task, model, data, output.observation);
  WriteInfo(task, model, data, terms, output.info);
}

template void StepSimulation(const Task&, const mjModel*, mjData*, const float*, Episode&,
                             StepOutput&, const ExactSavings*);
template void StepSimulation(const Task&, const mjModel*, mjData*, const double*, Episode&,
                             StepOutput&, const ExactSavings*);

}  // namespace gaitbench
