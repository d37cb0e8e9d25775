#include "envs/exact_savings.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "envs/near_geoms.h"
#include "envs/simulation.h"

namespace gaitbench {
namespace {

// Whether mj_step uses no contact before it calls mjcb_passive, and does call that: no sensors,
// sleep, adhesion, plugins or discrete integrator; springs and dampers on.
bool NeedsConstraintsLate(const mjModel& model) {
  constexpr int kWithoutPassive = mjDSBL_SPRING | mjDSBL_DAMPER | mjDSBL_CONSTRAINT;
  const std::span transmissions(model.actuator_trntype, model.nactuator);
  return model.opt.integrator != mjINT_DISCRETE && model.opt.enableflags == 0 &&
         !(model.opt.disableflags & kWithoutPassive) && model.nsensor == 0 && model.nplugin == 0 &&
         std::ranges::find(transmissions, mjTRN_BODY) == transmissions.end();
}

// Joints with one axis, and motors in them: forces that depend on the controls alone.
bool HasOnlyAxesAndMotors(const mjModel& model) {
  const auto all_are = [](const int* types, auto count, int type) {
    return std::all_of(types, types + count, [type](int found) { return found == type; });
  };
  const auto n = model.nactuator;
  return n > 0 && model.ngravcomp == 0 &&
         std::all_of(model.jnt_type, model.jnt_type + model.njnt,
                     [](int type) { return type == mjJNT_HINGE || type == mjJNT_SLIDE; }) &&
         all_are(model.actuator_trntype, n, mjTRN_JOINT) &&
         all_are(model.actuator_dyntype, n, mjDYN_NONE) &&
         all_are(model.actuator_gaintype, n, mjGAIN_FIXED) &&
         all_are(model.actuator_biastype, n, mjBIAS_NONE);
}

// Whether RungeKutta4 is all that mj_step does with the results of its stages: the only state are
// positions, all in joints with one axis, and velocities.
bool IsPlainRungeKutta(const mjModel& model) {
  return model.opt.integrator == mjINT_RK4 && model.ntendon == 0 &&
         mj_stateSize(&model, mjSTATE_PHYSICS) == model.nq + model.nv;
}

}  // namespace

struct ExactSavings::Impl {
  bool islands = false, collision = false, actuation = false;
  bool nothing_collides = false;  // "collision" without MakeConstraints

  // The model and views of it: copies of the struct that share its arrays.
  mjModel model;                // without islands, without contacts where that is exact
  mjModel without_constraints;  // for which mj_step finds no contacts and makes no constraints
  mjModel world_only;           // for which mj_collision looks at pairs with the world's body alone

  std::vector<int> world_body;  // [ngeom], zeros: world_only's geom_bodyid
  std::optional<NearGeoms> near_geoms;

  Impl(const mjModel& plain, bool wanted);
  void MakeConstraints(mjData* data) const;
  void Forward(mjData* data, bool is_first) const;
  void RungeKutta4(mjData* data) const;
};

namespace {

thread_local const ExactSavings::Impl* stepping = nullptr;  // by this thread

// mj_step calls it in each of its stages, between positions and what needs constraints.
void MakeConstraintsOfStep(const mjModel* model, mjData* data) {
  if (stepping && model == &stepping->without_constraints) stepping->MakeConstraints(data);
}

// Once, unless somebody has a callback there.
void InstallCallback() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (!mjcb_passive) mjcb_passive = MakeConstraintsOfStep;
  });
}

}  // namespace

ExactSavings::Impl::Impl(const mjModel& plain, bool wanted)
    : model(plain), without_constraints(plain), world_only(plain) {
  if (!wanted) return;
  nothing_collides = NearGeoms::NothingCollides(plain);
  if (nothing_collides) model.opt.disableflags |= mjDSBL_CONTACT;
  if (plain.ntree != 1) return;
  islands = true;
  model.opt.disableflags |= mjDSBL_ISLAND;
  collision = NeedsConstraintsLate(plain) && NearGeoms::CanTell(plain);
  if (!collision) return;
  actuation = HasOnlyAxesAndMotors(plain) && IsPlainRungeKutta(plain);

  without_constraints.opt.disableflags = model.opt.disableflags | mjDSBL_CONSTRAINT;
  world_body.assign(plain.ngeom, 0);
  world_only.geom_bodyid = world_body.data();
  near_geoms.emplace(model);
  InstallCallback();
}

// Contacts come from mj_collision wherever a geom may touch another one: in its order, and it
// decides at the margin. Where none may, mj_collision has cleared them for without_constraints.
void ExactSavings::Impl::MakeConstraints(mjData* data) const {
  if (near_geoms->MayTouchEachOther(*data))
    mj_collision(&model, data);
  else if (near_geoms->MayTouchWorld(*data))
    mj_collision(&world_only, data);
  mj_makeConstraint(&model, data);
  mj_island(&model, data);
  mj_projectConstraint(&model, data);
}

// mj_forward without what is absent, and with actuators in a step's first stage alone.
void ExactSavings::Impl::Forward(mjData* data, bool is_first) const {
  mj_kinematics(&model, data);
  mj_comPos(&model, data);
  mj_makeM(&model, data);
  mj_factorM(&model, data);
  mj_collision(&without_constraints, data);
  MakeConstraints(data);
  if (is_first) mj_transmission(&model, data);
  mj_fwdVelocity(&model, data);
  if (is_first) mj_fwdActuation(&model, data);
  mj_fwdAcceleration(&model, data);
  mj_fwdConstraint(&model, data);
}

// mj_RungeKutta in its order of operations.
void ExactSavings::Impl::RungeKutta4(mjData* data) const {
  constexpr int kStages = 4;
  constexpr mjtNum kWeights[kStages - 1][kStages - 1] = {{0.5}, {0, 0.5}, {0, 0, 1}};
  constexpr mjtNum kLastWeights[kStages] = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};
  const int nv = model.nv;
  const mjtNum time_step = model.opt.timestep;

  // not MuJoCo's stack, whose functions are others under the address sanitizer; the thread's, as
  // MuJoCo may leave Forward by longjmp
  thread_local std::vector<mjtNum> scratch;
  scratch.resize((2 * kStages + 3) * nv);
  mjtNum* next = scratch.data();
  const auto take = [&] { return std::exchange(next, next + nv); };
  mjtNum *qvel[kStages], *qacc[kStages];
  for (int stage = 0; stage < kStages; ++stage) {
    qvel[stage] = take();
    qacc[stage] = take();
  }
  mjtNum* start = take();  // qpos
  mjtNum* mean_qvel = take();
  mjtNum* mean_qacc = take();
  mju_copy(start, data->qpos, nv);
  const auto go_from_start = [&](const mjtNum* weights, int num_stages) {
    mju_zero(mean_qvel, nv);
    mju_zero(mean_qacc, nv);
    for (int stage = 0; stage < num_stages; ++stage) {
      mju_addToScl(mean_qvel, qvel[stage], weights[stage], nv);
      mju_addToScl(mean_qacc, qacc[stage], weights[stage], nv);
    }
    mju_addScl(data->qpos, start, mean_qvel, time_step, nv);
    mju_addScl(data->qvel, qvel[0], mean_qacc, time_step, nv);
  };

  for (int stage = 0; stage < kStages; ++stage) {
    if (stage > 0) {
      go_from_start(kWeights[stage - 1], stage);
      Forward(data, /*is_first=*/false);
    }
    mju_copy(qvel[stage], data->qvel, nv);
    mju_copy(qacc[stage], data->qacc, nv);
  }
  go_from_start(kLastWeights, kStages);
  data->time += time_step;
  mju_copy(data->qacc_warmstart, data->qacc, nv);
}

ExactSavings::ExactSavings(const mjModel* model, bool wanted)
    : impl_(std::make_unique<const Impl>(*model, wanted)) {}
ExactSavings::~ExactSavings() = default;

void ExactSavings::Step(mjData* data) const {
  const mjModel* model = &impl_->model;
  if (impl_->actuation && !mjcb_control && !mjcb_contactfilter) {
    mj_checkPos(model, data);
    mj_checkVel(model, data);
    impl_->Forward(data, /*is_first=*/true);
    mj_checkAcc(model, data);
    return impl_->RungeKutta4(data);
  }
  if (!impl_->collision || mjcb_passive != MakeConstraintsOfStep || mjcb_contactfilter)
    return mj_step(model, data);
  stepping = impl_.get();
  mj_step(&impl_->without_constraints, data);
  stepping = nullptr;
}

std::vector<std::string> ExactSavings::Names() const {
  std::vector<std::string> names;
  if (impl_->islands) names.push_back("islands");
  if (impl_->collision || impl_->nothing_collides) names.push_back("collision");
  if (impl_->actuation) names.push_back("actuation");
  return names;
}

std::vector<std::string> ExactSavingsOf(const Task& task) {
  const ModelPtr model = CompileModel(task);
  return ExactSavings(model.get(), task.options.exact_savings).Names();
}

}  // namespace gaitbench
