// The policy of discretized values: in each action dimension the bin of the greatest value.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "algos/dqn/settings.h"
#include "algos/learner/learner.h"
#include "envs/batched_env.h"

namespace gaitbench {

// Acts with the parameters [P] of a network, and statistics of observations, that are elsewhere and
// outlive this.
class GreedyActor : public Actor {
 public:
  GreedyActor(const DqnSettings& settings, const BatchedEnv& env, std::span<const float> parameters,
              const ObservationNormalizer& normalizer);

  void Act(std::span<const double> observation, RandomStream* noise,
           std::span<float> action) override;

  // The action within [-1,1]^A, before it is scaled to the environment's bounds.
  std::span<const float> ActInUnits(std::span<const double> observation);

 private:
  int64_t bins_;
  std::vector<double> action_bounds_;  // [A,2]
  std::span<const float> parameters_;
  const ObservationNormalizer& normalizer_;
  MlpLayout layout_;
  MlpActivations activations_;
  std::vector<float> observation_, action_;  // [O], [A]
};

// Of what SaveFrozenActor (algos/replay/frozen_actor.h) saved; the last layer has the values [A,K].
// Throws ConfigError at `where` if the file does not fit the settings or the environment.
std::unique_ptr<Actor> ReadGreedyActor(const DqnSettings& settings, const TensorFile& file,
                                       const BatchedEnv& env, const std::string& where);

}  // namespace gaitbench
