// Noise that makes a deterministic actor try other actions.
#pragma once

#include <span>
#include <vector>

#include "algos/off_policy/settings.h"
#include "envs/random.h"

namespace gaitbench {

class Exploration {
 public:
  Exploration(const OffPolicySettings& settings, int64_t action_size)
      : kind_(settings.exploration_noise),
        std_(settings.exploration_std),
        theta_(settings.ou_theta),
        state_(action_size) {}

  void StartEpisode() { state_.assign(state_.size(), 0.0); }

  // The action [A] with noise, within [-1,1]. Ornstein-Uhlenbeck noise is
  // x <- x - theta x + std N(0, 1), from 0 at an episode's start (Lillicrap et al. 2016).
  void Perturb(RandomStream& noise, std::span<float> action);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("state", self.state_);
  }

 private:
  ExplorationNoise kind_;
  double std_, theta_;
  std::vector<double> state_;  // [A]
};

}  // namespace gaitbench
