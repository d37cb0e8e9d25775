// An off-policy policy at work, in training and from a file.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "algos/learner/learner.h"
#include "algos/networks/normalizer.h"
#include "algos/off_policy/settings.h"
#include "algos/off_policy/squashed_policy.h"
#include "envs/batched_env.h"

namespace gaitbench {

// Acts with the parameters [P] of an actor, and statistics of observations, that are elsewhere and
// outlive this.
class SquashedActor : public Actor {
 public:
  SquashedActor(const OffPolicySettings& settings, const BatchedEnv& env,
                std::span<const float> parameters, const ObservationNormalizer& normalizer);

  void Act(std::span<const double> observation, RandomStream* noise,
           std::span<float> action) override;

  // The action within [-1,1]^A, before it is scaled to the environment's bounds.
  std::span<const float> ActInUnits(std::span<const double> observation, RandomStream* noise);

 private:
  std::vector<double> action_bounds_;  // [A,2]
  std::span<const float> parameters_;
  const ObservationNormalizer& normalizer_;
  SquashedPolicy policy_;
  std::vector<float> observation_, noise_;  // [O], [A]
};

// Of what SaveFrozenActor (algos/replay/frozen_actor.h) saved. Throws ConfigError at `where` if the
// file does not fit the settings or the environment.
std::unique_ptr<Actor> ReadSquashedActor(const OffPolicySettings& settings, const TensorFile& file,
                                         const BatchedEnv& env, const std::string& where);

}  // namespace gaitbench
