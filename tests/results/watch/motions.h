// A made-up robot that moves: a floor, a body that slides along x, and a limb on it.
#pragma once

#include <string>

#include "results/log/motion.h"

namespace gaitbench {

inline Motion ExampleMotion(int64_t num_steps = 20, size_t num_episodes = 1,
                            const std::string& variant = "ppo") {
  Motion motion = {.environment = "Hopper-v4",
                   .variant = variant,
                   .seed = 3,
                   .seconds_per_step = 0.01,
                   .plane_normal = {{0, 1, 0}}};
  motion.bodies = {{"torso", 0}, {"leg", 1}, {"other_leg", 1}};
  motion.geoms = {
      {.name = "floor", .shape = GeomShape::kPlane, .size = {20, 20, 0.1}},
      {.name = "torso", .shape = GeomShape::kSphere, .size = {0.2, 0, 0}, .body = 1},
      {.name = "leg", .shape = GeomShape::kCapsule, .size = {0.05, 0.3, 0}, .body = 2},
      {.name = "other", .shape = GeomShape::kBox, .size = {0.05, 0.05, 0.3}, .body = 3}};
  for (size_t e = 0; e < num_episodes; ++e) {
    RecordedEpisode& episode = motion.episodes.emplace_back();
    episode.seed = static_cast<int64_t>(e);
    for (int64_t i = 0; i <= num_steps; ++i) {
      const double x = 0.1 * static_cast<double>(i);
      episode.poses.insert(episode.poses.end(),
                           {{{x, 0, 1}, {1, 0, 0, 0}}, {{x, 0, 0.4}}, {{x, 0, 0.4}}});
      episode.contact_forces.insert(episode.contact_forces.end(), {5, 0, i % 2 == 0 ? 5. : 0., 0});
      if (i > 0) episode.rewards.push_back(0.5);
    }
    episode.episode_return = 0.5 * static_cast<double>(num_steps);
  }
  return motion;
}

}  // namespace gaitbench
