#include "envs/near_geoms.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>

namespace gaitbench {
namespace {

// Distances that are computed here are right to this, m, while positions are below kMaxPosition.
constexpr double kSlack = 1e-6;
constexpr double kMaxPosition = 1e9;

struct Vector {
  double x, y, z;
};
Vector operator+(const Vector& a, const Vector& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Vector operator-(const Vector& a, const Vector& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
Vector operator*(double s, const Vector& v) { return {s * v.x, s * v.y, s * v.z}; }
double Dot(const Vector& a, const Vector& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

Vector Center(const mjData& data, int geom) {
  const mjtNum* position = data.geom_xpos + 3 * geom;
  return {position[0], position[1], position[2]};
}

// A capsule's axis, a plane's normal.
Vector AxisZ(const mjData& data, int geom) {
  const mjtNum* rotation = data.geom_xmat + 9 * geom;
  return {rotation[2], rotation[5], rotation[8]};
}

double Radius(const mjModel& model, int geom) {
  return model.geom_type[geom] == mjGEOM_PLANE ? 0 : model.geom_size[3 * geom];
}
double HalfLength(const mjModel& model, int geom) {
  return model.geom_type[geom] == mjGEOM_CAPSULE ? model.geom_size[3 * geom + 1] : 0;
}

// Squared distance of the segments center1 + s half1 and center2 + t half2, s and t in [-1, 1],
// with between = center1 - center2: the best s for the lines, the best t for it, the best s for
// that. (Ericson 2005, Real-Time Collision Detection, 5.1.9)
double SquaredDistanceOfSegments(const Vector& between, const Vector& half1, const Vector& half2) {
  const double h11 = Dot(half1, half1), h12 = Dot(half1, half2), h22 = Dot(half2, half2);
  const double b1 = Dot(between, half1), b2 = Dot(between, half2);
  const auto bounded_ratio = [](double numerator, double denominator) {
    return denominator > 0 ? std::clamp(numerator / denominator, -1.0, 1.0) : 0.0;
  };
  double s = bounded_ratio(h12 * b2 - h22 * b1, h11 * h22 - h12 * h12);
  const double t = bounded_ratio(b2 + s * h12, h22);
  s = bounded_ratio(t * h12 - b1, h11);
  const Vector apart = between + s * half1 - t * half2;
  return Dot(apart, apart);
}

// One rigid piece, or a piece and what it hangs on, never collide.
bool AreJoined(const mjModel& model, int body1, int body2) {
  const int weld1 = model.body_weldid[body1], weld2 = model.body_weldid[body2];
  if (weld1 == weld2) return true;
  if (weld1 == 0 || weld2 == 0 || model.opt.disableflags & mjDSBL_FILTERPARENT) return false;
  return weld1 == model.body_weldid[model.body_parentid[weld2]] ||
         weld2 == model.body_weldid[model.body_parentid[weld1]];
}

bool Collide(const mjModel& model, int geom1, int geom2) {
  const auto looks_for = [&](int from, int to) {
    return (model.geom_contype[from] & model.geom_conaffinity[to]) != 0;
  };
  return (looks_for(geom1, geom2) || looks_for(geom2, geom1)) &&
         !AreJoined(model, model.geom_bodyid[geom1], model.geom_bodyid[geom2]);
}

bool CollidesAtAll(const mjModel& model, int geom) {
  for (int other = 0; other < model.ngeom; ++other) {
    if (Collide(model, geom, other)) return true;
  }
  return false;
}

}  // namespace

bool NearGeoms::CanTell(const mjModel& model) {
  if (model.npair > 0 || model.nexclude > 0 || model.nflex > 0) return false;
  for (int geom = 0; geom < model.ngeom; ++geom) {
    if (!CollidesAtAll(model, geom)) continue;
    const int type = model.geom_type[geom];
    const bool is_capsule = type == mjGEOM_SPHERE || type == mjGEOM_CAPSULE;
    if (model.geom_bodyid[geom] == 0 ? type != mjGEOM_PLANE : !is_capsule) return false;
  }
  return true;
}

bool NearGeoms::NothingCollides(const mjModel& model) {
  if (model.npair > 0 || model.nflex > 0) return false;
  for (int geom = 0; geom < model.ngeom; ++geom) {
    if (CollidesAtAll(model, geom)) return false;
  }
  return true;
}

NearGeoms::NearGeoms(const mjModel& model) : model_(model) {
  for (int i = 0; i < model.ngeom; ++i) {
    for (int j = i + 1; j < model.ngeom; ++j) {
      if (!Collide(model, i, j)) continue;
      const double margin = model.geom_margin[i] + model.geom_margin[j];
      const double gap = model.geom_gap[i] + model.geom_gap[j];
      const double reach = Radius(model, i) + Radius(model, j) + margin + gap + kSlack;
      const double reach_of_centers = reach + HalfLength(model, i) + HalfLength(model, j);
      // the world's geoms come first
      auto& pairs = model.geom_type[i] == mjGEOM_PLANE ? world_pairs_ : body_pairs_;
      pairs.push_back({i, j, reach, reach_of_centers});
    }
  }
}

// NaN is on no side of a comparison: the doubt is in the negations.
bool NearGeoms::MayTouchWorld(const mjData& data) const {
  return std::ranges::any_of(world_pairs_, [&](const Pair& pair) {
    const Vector normal = AxisZ(data, pair.first);
    const double height = Dot(normal, Center(data, pair.second) - Center(data, pair.first));
    const double half_height =
        HalfLength(model_, pair.second) * std::abs(Dot(normal, AxisZ(data, pair.second)));
    return !(height - half_height > pair.reach);
  });
}

bool NearGeoms::MayTouchEachOther(const mjData& data) const {
  const mjtNum* center = data.subtree_com;  // of everything
  const auto in_range = [](double position) { return std::abs(position) < kMaxPosition; };
  if (!std::all_of(center, center + 3, in_range)) return true;
  return std::ranges::any_of(body_pairs_, [&](const Pair& pair) {
    const Vector between = Center(data, pair.first) - Center(data, pair.second);
    if (Dot(between, between) > pair.reach_of_centers * pair.reach_of_centers) return false;
    const Vector half1 = HalfLength(model_, pair.first) * AxisZ(data, pair.first);
    const Vector half2 = HalfLength(model_, pair.second) * AxisZ(data, pair.second);
    return !(SquaredDistanceOfSegments(between, half1, half2) > pair.reach * pair.reach);
  });
}

}  // namespace gaitbench
