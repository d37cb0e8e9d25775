#include "envs/scene.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>

namespace gaitbench {
namespace {

using Vector = std::array<double, 3>;

std::string NameOf(const mjModel* model, mjtObj type, int id) {
  const char* name = mj_id2name(model, type, id);
  return name ? name : "";
}

template <size_t kSize>
std::array<double, kSize> Values(const mjtNum* from) {
  std::array<double, kSize> values;
  std::copy_n(from, kSize, values.begin());
  return values;
}

GeomShape ShapeOf(int type) {
  switch (type) {
    case mjGEOM_PLANE:
      return GeomShape::kPlane;
    case mjGEOM_SPHERE:
      return GeomShape::kSphere;
    case mjGEOM_CAPSULE:
      return GeomShape::kCapsule;
    case mjGEOM_ELLIPSOID:
      return GeomShape::kEllipsoid;
    case mjGEOM_CYLINDER:
      return GeomShape::kCylinder;
    default:  // a mesh or a height field is shown as the box around it
      return GeomShape::kBox;
  }
}

Geom GeomOf(const mjModel* model, int id) {
  const int type = model->geom_type[id];
  Geom geom = {.name = NameOf(model, mjOBJ_GEOM, id),
               .shape = ShapeOf(type),
               .size = Values<3>(model->geom_size + 3 * id),
               .body = model->geom_bodyid[id],
               .pose = {Values<3>(model->geom_pos + 3 * id), Values<4>(model->geom_quat + 4 * id)}};
  if (geom.shape == GeomShape::kBox && type != mjGEOM_BOX) {
    const mjtNum* box = model->geom_aabb + 6 * id;  // center and half sizes, in the geom's frame
    mjtNum center[3];
    mju_rotVecQuat(center, box, geom.pose.orientation.data());
    mju_addTo3(geom.pose.position.data(), center);
    geom.size = Values<3>(box + 3);
  }
  return geom;
}

// The axis about which every hinge turns and across which nothing slides, if there is one.
std::optional<Vector> PlaneNormal(const mjModel* model, const mjData* data) {
  constexpr double kParallel = 1 - 1e-6, kAcross = 1e-6;
  std::optional<Vector> normal;
  for (int joint = 0; joint < model->njnt; ++joint) {
    if (model->jnt_type[joint] == mjJNT_HINGE && !normal)
      normal = Values<3>(data->xaxis + 3 * joint);
  }
  if (!normal) return std::nullopt;
  for (int joint = 0; joint < model->njnt; ++joint) {
    const double along = std::abs(mju_dot3(normal->data(), data->xaxis + 3 * joint));
    const int type = model->jnt_type[joint];
    const bool in_plane =
        (type == mjJNT_HINGE && along > kParallel) || (type == mjJNT_SLIDE && along < kAcross);
    if (!in_plane) return std::nullopt;
  }
  return normal;
}

}  // namespace

Scene::Scene(const Task& task) : model_(CompileModel(task)), data_(mj_makeData(model_.get())) {
  if (!data_) throw std::bad_alloc();
  seconds_per_step_ = model_->opt.timestep * static_cast<double>(task.options.frame_skip);
  mj_forward(model_.get(), data_.get());
}

Motion Scene::Describe() const {
  const mjModel* model = model_.get();
  Motion motion = {.seconds_per_step = seconds_per_step_,
                   .plane_normal = PlaneNormal(model, data_.get())};
  for (int body = 1; body < model->nbody; ++body)
    motion.bodies.push_back({NameOf(model, mjOBJ_BODY, body), model->body_parentid[body]});
  for (int geom = 0; geom < model->ngeom; ++geom) motion.geoms.push_back(GeomOf(model, geom));
  return motion;
}

void Scene::Append(std::span<const double> qpos, std::span<const double> qvel,
                   std::span<const float> controls, RecordedEpisode& episode) {
  const mjModel* model = model_.get();
  mjData* data = data_.get();
  if (controls.empty()) mj_resetData(model, data);  // so that the solver starts as in any episode
  std::ranges::copy(qpos, data->qpos);
  std::ranges::copy(qvel, data->qvel);
  std::ranges::copy(controls, data->ctrl);
  mj_forward(model, data);
  for (int body = 1; body < model->nbody; ++body)
    episode.poses.push_back({Values<3>(data->xpos + 3 * body), Values<4>(data->xquat + 4 * body)});
  episode.qpos.insert(episode.qpos.end(), qpos.begin(), qpos.end());
  const size_t first = episode.contact_forces.size();
  episode.contact_forces.resize(first + model->ngeom, 0);
  for (int i = 0; i < data->ncon; ++i) {
    mjtNum force[6];  // in the contact's frame, the normal first
    mj_contactForce(model, data, i, force);
    for (const int geom : data->contact[i].geom) episode.contact_forces[first + geom] += force[0];
  }
}

}  // namespace gaitbench
