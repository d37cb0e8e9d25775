// A robot in motion, as the simulation had it: what it is made of, and where its parts were.
//
// Axes: T env steps, F frames (an episode has T + 1), B moving bodies, G geoms, Q positions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gaitbench {

enum class GeomShape { kPlane, kSphere, kCapsule, kEllipsoid, kCylinder, kBox };

constexpr auto Names(GeomShape) {
  return std::array{
      std::pair{GeomShape::kPlane, "plane"},       std::pair{GeomShape::kSphere, "sphere"},
      std::pair{GeomShape::kCapsule, "capsule"},   std::pair{GeomShape::kEllipsoid, "ellipsoid"},
      std::pair{GeomShape::kCylinder, "cylinder"}, std::pair{GeomShape::kBox, "box"}};
}

struct Pose {
  std::array<double, 3> position = {};               // m
  std::array<double, 4> orientation = {1, 0, 0, 0};  // quaternion w, x, y, z

  bool operator==(const Pose&) const = default;
};

struct Geom {
  std::string name{};
  GeomShape shape = GeomShape::kSphere;
  // m, as MuJoCo has them: radius and half length along z, half sizes of a box; of a plane 0 where
  // it has no end
  std::array<double, 3> size = {};
  int64_t body = 0;  // 0: the world
  Pose pose{};       // in the body's frame
};

struct Body {
  std::string name{};
  int64_t parent = 0;
};

struct RecordedEpisode {
  int64_t seed = 0;
  double episode_return = 0;
  bool terminated = false;               // by the task, not by its time limit
  std::vector<Pose> poses{};             // [F,B], after the reset and after each env step
  std::vector<double> qpos{};            // [F,Q], of which the poses follow
  std::vector<double> rewards{};         // [T]
  std::vector<double> contact_forces{};  // [F,G], N, normal, added up over a geom's contacts
};

struct Motion {
  std::string environment{}, variant{};
  int64_t seed = 0;             // of the run
  double seconds_per_step = 0;  // of simulated time
  // of the plane in which a planar robot moves
  std::optional<std::array<double, 3>> plane_normal{};
  std::vector<Body> bodies{};  // [B], body 1 first
  std::vector<Geom> geoms{};
  std::vector<RecordedEpisode> episodes{};

  size_t NumFrames(const RecordedEpisode& episode) const {
    return episode.poses.size() / bodies.size();
  }
};

}  // namespace gaitbench
