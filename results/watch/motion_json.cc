#include "results/watch/motion_json.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "results/compare/names.h"
#include "results/log/json_fields.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr double kOrientationUnit = 1.0 / 4000;  // of a quaternion's component
constexpr double kSteps = 4000;                  // that a range of returns or forces is rounded to

void AppendNumber(int64_t number, std::string& text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  uint64_t left =
      number < 0 ? (static_cast<uint64_t>(-number) << 1) | 1 : static_cast<uint64_t>(number) << 1;
  do {
    const uint64_t digit = left & 31;
    left >>= 5;
    text += kDigits[digit | (left ? 32 : 0)];
  } while (left);
}

// A hundredth of the smallest radius that moves.
double PositionUnit(const Motion& motion) {
  double radius = 1;
  for (const Geom& geom : motion.geoms) {
    if (geom.body > 0 && geom.shape != GeomShape::kPlane) radius = std::min(radius, geom.size[0]);
  }
  return radius / 100;
}

// value(i) of every `stride`-th of num_frames, in units.
template <class Value>
std::string Packed(size_t num_frames, int64_t stride, double unit, const Value& value) {
  std::vector<int64_t> rounded;
  for (size_t i = 0; i < num_frames; i += static_cast<size_t>(stride))
    rounded.push_back(std::isfinite(value(i)) ? std::llround(value(i) / unit) : 0);
  return PackedNumbers(rounded);
}

// Of each body its position and its orientation, a component after the other.
ordered_json PosesJson(const Motion& motion, const RecordedEpisode& episode, int64_t stride,
                       double position_unit) {
  const size_t num_bodies = motion.bodies.size(), num_frames = motion.NumFrames(episode);
  auto channels = ordered_json::array();
  for (size_t body = 0; body < num_bodies; ++body) {
    const auto pose = [&](size_t i) -> const Pose& { return episode.poses[i * num_bodies + body]; };
    for (size_t axis = 0; axis < 3; ++axis)
      channels.push_back(Packed(num_frames, stride, position_unit,
                                [&](size_t i) { return pose(i).position[axis]; }));
    for (size_t part = 0; part < 4; ++part)
      channels.push_back(Packed(num_frames, stride, kOrientationUnit,
                                [&](size_t i) { return pose(i).orientation[part]; }));
  }
  return channels;
}

// A unit such that the largest magnitude is kSteps of it.
double UnitOf(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest > 0 && std::isfinite(largest) ? largest / kSteps : 1;
}

// The return up to each frame.
std::vector<double> ReturnsSoFar(const RecordedEpisode& episode) {
  std::vector<double> returns = {0};
  for (const double reward : episode.rewards) returns.push_back(returns.back() + reward);
  return returns;
}

// Of the robot's geoms that touch anything.
ordered_json ForcesJson(const Motion& motion, const RecordedEpisode& episode, int64_t stride,
                        double unit) {
  auto forces = ordered_json::array();
  const size_t num_geoms = motion.geoms.size();
  for (size_t geom = 0; geom < num_geoms; ++geom) {
    const auto force = [&](size_t i) { return episode.contact_forces[i * num_geoms + geom]; };
    bool touches = false;
    for (size_t i = 0; i < motion.NumFrames(episode); ++i) touches |= force(i) > 0;
    if (motion.geoms[geom].body == 0 || !touches) continue;
    forces.push_back(
        {{"geom", geom}, {"values", Packed(motion.NumFrames(episode), stride, unit, force)}});
  }
  return forces;
}

ordered_json EpisodeJson(const Motion& motion, const RecordedEpisode& episode, int64_t stride,
                         double position_unit) {
  const std::vector<double> returns = ReturnsSoFar(episode);
  const double return_unit = UnitOf(returns), force_unit = UnitOf(episode.contact_forces);
  return {{"seed", episode.seed},
          {"return", episode.episode_return},
          {"length", episode.rewards.size()},
          {"terminated", episode.terminated},
          {"poses", PosesJson(motion, episode, stride, position_unit)},
          {"return_unit", return_unit},
          {"returns",
           Packed(returns.size(), stride, return_unit, [&](size_t i) { return returns[i]; })},
          {"force_unit", force_unit},
          {"forces", ForcesJson(motion, episode, stride, force_unit)}};
}

ordered_json RobotJson(const Motion& motion) {
  auto bodies = ordered_json::array(), geoms = ordered_json::array();
  for (const Body& body : motion.bodies)
    bodies.push_back({{"name", body.name}, {"parent", body.parent}});
  for (const Geom& geom : motion.geoms) {
    geoms.push_back({{"name", geom.name},
                     {"shape", WriteJson(geom.shape)},
                     {"size", geom.size},
                     {"body", geom.body},
                     {"position", geom.pose.position},
                     {"orientation", geom.pose.orientation}});
  }
  const auto& normal = motion.plane_normal;
  return {{"plane_normal", normal ? ordered_json(*normal) : ordered_json()},
          {"bodies", bodies},
          {"geoms", geoms}};
}

}  // namespace

std::string PackedNumbers(const std::vector<int64_t>& values) {
  std::string text;
  int64_t before = 0;
  for (size_t i = 0; i < values.size();) {
    const auto other = std::find_if(values.begin() + static_cast<std::ptrdiff_t>(i), values.end(),
                                    [&](int64_t value) { return value != before; });
    const auto same = static_cast<size_t>(other - values.begin()) - i;
    if (same > 0) {
      AppendNumber(0, text);
      AppendNumber(static_cast<int64_t>(same), text);
      i += same;
    } else {
      AppendNumber(values[i] - before, text);
      before = values[i++];
    }
  }
  return text;
}

ordered_json PackedMotion(const Motion& motion, int64_t stride) {
  const double position_unit = PositionUnit(motion);
  auto episodes = ordered_json::array();
  for (const RecordedEpisode& episode : motion.episodes)
    episodes.push_back(EpisodeJson(motion, episode, stride, position_unit));
  return {{"environment", motion.environment},
          {"name", DisplayName(motion.variant)},
          {"seed", motion.seed},
          {"seconds_per_frame", motion.seconds_per_step * static_cast<double>(stride)},
          {"position_unit", position_unit},
          {"orientation_unit", kOrientationUnit},
          {"robot", RobotJson(motion)},
          {"episodes", episodes}};
}

ordered_json SmallMotion(const Motion& motion) {
  constexpr double kSecondsPerFrame = 1.0 / 30;
  Motion first = motion;
  first.episodes.resize(std::min<size_t>(1, first.episodes.size()));
  const double stride = kSecondsPerFrame / motion.seconds_per_step;
  return PackedMotion(first, std::max<int64_t>(1, std::llround(stride)));
}

}  // namespace gaitbench
