// Random inputs for the learner's tests, and rollouts that need no environment.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include "algos/networks/policy.h"
#include "algos/on_policy/rollout.h"
#include "envs/random.h"

namespace gaitbench {

inline std::vector<float> RandomFloats(int64_t size, RandomStream& stream, double scale = 1) {
  std::vector<float> x(size);
  for (float& value : x) value = static_cast<float>(scale * stream.Normal());
  return x;
}

inline bool SameBits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

// A policy or value function with every parameter random, biases and log_std too.
template <class Network>
void Randomize(Network& network, RandomStream& stream, double scale = 0.2) {
  for (float& value : network.parameters()) value = static_cast<float>(scale * stream.Normal());
}

// What `policy` could have collected: random observations and rewards, its own actions and log
// densities. No episode ends; what follows the last step is recorded.
inline Rollout MakeRollout(const OnPolicySettings& config, Policy& policy, RandomStream& stream) {
  Rollout rollout(config, policy.observation_size(), policy.action_size());
  const int64_t size = rollout.size(), num_actions = rollout.action_size;
  rollout.observation = RandomFloats(size * rollout.observation_size, stream);
  const ActionDistribution at = policy.At(rollout.observation);
  std::ranges::copy(at.gaussian().mean, rollout.mean.begin());
  std::ranges::copy(at.gaussian().log_std, rollout.log_std.begin());
  for (int64_t s = 0; s < size; ++s) {
    rollout.log_prob[s] =
        at.Sample(s, stream, std::span(rollout.action).subspan(s * num_actions, num_actions));
    rollout.reward[s] = stream.Normal();
  }
  for (int64_t s = size - rollout.num_envs; s < size; ++s) rollout.successor_of.push_back(s);
  rollout.successor = RandomFloats(rollout.num_envs * rollout.observation_size, stream);
  return rollout;
}

}  // namespace gaitbench
