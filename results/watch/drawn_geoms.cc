#include "results/watch/drawn_geoms.h"

#include <algorithm>
#include <cmath>

namespace gaitbench {
namespace {

using Vector = std::array<double, 3>;

double Dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector Cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vector Sum(const Vector& a, const Vector& b, double times = 1) {
  return {a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]};
}

// By a unit quaternion w, v: x + 2 w (v x x) + 2 v x (v x x).
Vector Rotated(const std::array<double, 4>& q, const Vector& x) {
  const Vector v = {q[1], q[2], q[3]};
  const Vector across = Cross(v, x);
  return Sum(Sum(x, across, 2 * q[0]), Cross(v, across), 2);
}

struct Eye {
  Vector right, up, toward;
};

// A planar robot is seen along its plane's normal, any other from its side and a little above.
Eye EyeOf(const Motion& motion) {
  if (!motion.plane_normal) {
    constexpr double kAzimuth = -1.15, kElevation = 0.2;  // rad
    const double c = std::cos(kAzimuth), s = std::sin(kAzimuth);
    const double ce = std::cos(kElevation), se = std::sin(kElevation);
    return {{-s, c, 0}, {-c * se, -s * se, ce}, {c * ce, s * ce, se}};
  }
  const bool from_above = std::abs((*motion.plane_normal)[2]) > 0.5;
  if (from_above) return {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  const bool moves_in_y = std::abs((*motion.plane_normal)[0]) > 0.5;
  if (moves_in_y) return {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
  return {{1, 0, 0}, {0, 0, 1}, {0, -1, 0}};
}

// The half of its axis that a geom is long, and its radius.
std::pair<double, double> LengthAndRadius(const Geom& geom) {
  switch (geom.shape) {
    case GeomShape::kCapsule:
      return {geom.size[1], geom.size[0]};
    case GeomShape::kCylinder:
      return {std::max(geom.size[1] - geom.size[0], 0.0), geom.size[0]};
    case GeomShape::kEllipsoid:
    case GeomShape::kBox: {
      const double radius = (geom.size[0] + geom.size[1]) / 2;
      return {std::max(geom.size[2] - radius, 0.0), radius};
    }
    default:
      return {0, geom.size[0]};
  }
}

// Whether a body is on an odd branch of its robot: a second leg, say. Others than the first robot
// are other things.
int ToneOf(const Motion& motion, int64_t body) {
  constexpr int kOtherThing = 2, kFixed = 3;
  if (body == 0) return kFixed;
  int tone = 0;
  for (; body > 1; body = motion.bodies[body - 1].parent) {
    const int64_t parent = motion.bodies[body - 1].parent;
    if (parent == 0) return kOtherThing;
    int branch = 0;
    for (int64_t other = 1; other < body; ++other)
      branch += motion.bodies[other - 1].parent == parent ? 1 : 0;
    tone ^= branch & 1;
  }
  return tone;
}

const Pose* PoseOf(const Motion& motion, const RecordedEpisode& episode, size_t frame,
                   int64_t body) {
  static const Pose world;
  return body == 0 ? &world : &episode.poses[frame * motion.bodies.size() + body - 1];
}

}  // namespace

std::vector<DrawnGeom> DrawnGeoms(const Motion& motion, const RecordedEpisode& episode,
                                  size_t frame) {
  const Eye eye = EyeOf(motion);
  Vector home = PoseOf(motion, episode, frame, 1)->position;
  if (!motion.plane_normal || std::abs((*motion.plane_normal)[2]) < 0.5) home[2] = 0;
  std::vector<DrawnGeom> drawn;
  for (const Geom& geom : motion.geoms) {
    if (geom.shape == GeomShape::kPlane) continue;
    const Pose& body = *PoseOf(motion, episode, frame, geom.body);
    const Vector center =
        Sum(Sum(body.position, Rotated(body.orientation, geom.pose.position)), home, -1);
    const Vector axis = Rotated(body.orientation, Rotated(geom.pose.orientation, {0, 0, 1}));
    const auto [half, radius] = LengthAndRadius(geom);
    DrawnGeom& line = drawn.emplace_back();
    line.radius = radius;
    line.depth = Dot(center, eye.toward) + radius;
    line.tone = ToneOf(motion, geom.body);
    for (size_t end = 0; end < 2; ++end) {
      const Vector at = Sum(center, axis, end == 0 ? -half : half);
      line.ends[end] = {Dot(at, eye.right), Dot(at, eye.up)};
    }
  }
  // where depths are the same the second leg is behind the first
  std::ranges::stable_sort(drawn, [](const DrawnGeom& a, const DrawnGeom& b) {
    return std::pair{a.depth, -a.tone} < std::pair{b.depth, -b.tone};
  });
  return drawn;
}

std::optional<double> GroundHeight(const Motion& motion, const RecordedEpisode& episode,
                                   size_t frame) {
  const Eye eye = EyeOf(motion);
  if (eye.up[2] < 0.5) return std::nullopt;
  constexpr double kFar = 2;  // m
  const double height = PoseOf(motion, episode, frame, 1)->position[2];
  for (const Geom& geom : motion.geoms) {
    const bool floor = geom.shape == GeomShape::kPlane && geom.body == 0;
    if (floor && height - geom.pose.position[2] < kFar) return geom.pose.position[2] * eye.up[2];
  }
  return std::nullopt;
}

}  // namespace gaitbench
