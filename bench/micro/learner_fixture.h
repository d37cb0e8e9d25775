// What the benchmarks of the learner work on: a rollout of an untrained PPO policy, and everything
// that an update needs.
//
// Axes: S samples, O observation size, A action size.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "algos/on_policy/advantage.h"
#include "algos/on_policy/minibatches.h"
#include "algos/on_policy/policy_minibatches.h"
#include "algos/on_policy/value_minibatches.h"
#include "algos/run/run.h"

namespace gaitbench {

struct LearnerFixture {
  static constexpr int64_t kNumMinibatches = 32;

  explicit LearnerFixture(const std::string& environment)
      : LearnerFixture(environment, BatchedEnv(FindTask(environment), {})) {}

  std::span<const int32_t> Minibatch(int64_t k) const {
    return Part(order, k % kNumMinibatches, kNumMinibatches);
  }
  std::span<const float> Observations(int64_t count) const {  // [count,O]
    return std::span(rollout.observation).first(count * rollout.observation_size);
  }

  OnPolicySettings config;
  RolloutCollector collector;
  RandomStream weights;
  Policy policy;
  ValueFunction value_function;
  Rollout rollout;
  AdvantageEstimate estimate;
  std::vector<int32_t> order;  // [S], shuffled

 private:
  LearnerFixture(const std::string& environment, const BatchedEnv& shape)
      : config(FromValues<OnPolicySettings>(FindPreset("ppo", environment).values)),
        collector(config, BatchedEnv(FindTask(environment), {.autoreset = Autoreset::kSameStep}),
                  /*run_seed=*/0),
        policy(config, shape.observation_size(), shape.action_size(), config.horizon, weights),
        value_function(config, shape.observation_size(), config.horizon, weights),
        rollout(config, shape.observation_size(), shape.action_size()) {
    collector.Collect(policy, rollout);
    estimate = EstimateAdvantages(rollout, value_function, config);
    Shuffle(order, rollout.size(), weights);
  }
};

}  // namespace gaitbench
