// What the benchmarks of the learner work on, a rollout of an untrained PPO policy with everything
// that an update needs, and their bodies, which instructions.cc counts and learner_benchmark.cc
// times.
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

// One minibatch of the policy's update: gather, objective, derivatives, Adam.
class PolicyMinibatchBody {
 public:
  explicit PolicyMinibatchBody(LearnerFixture& fixture)
      : f_(fixture),
        minibatches_(f_.rollout, f_.estimate, f_.config, /*kl_coef=*/0),
        adam_(f_.policy.parameters().size(), f_.config.adam_epsilon),
        gradient_(f_.policy.parameters().size()) {}
  void operator()() {
    minibatches_.Gradient(f_.Minibatch(next_++), f_.policy, gradient_);
    adam_.Step(gradient_, /*learning_rate=*/0, std::nullopt, f_.policy.parameters());
  }

 private:
  LearnerFixture& f_;
  PolicyMinibatches minibatches_;
  Adam adam_;
  std::vector<float> gradient_;
  int64_t next_ = 0;
};

// The same of the value function's.
class ValueMinibatchBody {
 public:
  explicit ValueMinibatchBody(LearnerFixture& fixture)
      : f_(fixture),
        minibatches_(f_.rollout, f_.config, LearnerFixture::kNumMinibatches),
        adam_(f_.value_function.parameters().size(), f_.config.adam_epsilon),
        gradient_(f_.value_function.parameters().size()) {}
  void operator()() {
    minibatches_.Gradient(f_.estimate, f_.Minibatch(next_++), f_.value_function, gradient_);
    adam_.Step(gradient_, /*learning_rate=*/0, std::nullopt, f_.value_function.parameters());
  }

 private:
  LearnerFixture& f_;
  ValueMinibatches minibatches_;
  Adam adam_;
  std::vector<float> gradient_;
  int64_t next_ = 0;
};

// A Fisher-vector product at a tenth of the rollout.
class FisherProductBody {
 public:
  explicit FisherProductBody(LearnerFixture& fixture)
      : f_(fixture),
        direction_(f_.policy.parameters().size(), 0.01f),
        product_(direction_.size()),
        at_(f_.policy.At(f_.Observations(f_.rollout.size() / 10))) {}
  void operator()() {
    f_.policy.FisherVectorProduct(at_, f_.config.cg_damping, direction_, product_);
  }

 private:
  LearnerFixture& f_;
  std::vector<float> direction_, product_;
  ActionDistribution at_;
};

// What acting costs beside the environment.
class InferenceBody {
 public:
  explicit InferenceBody(LearnerFixture& fixture) : f_(fixture), action_(f_.policy.action_size()) {}
  void operator()() { f_.policy.At(f_.Observations(1)).Sample(0, f_.weights, action_); }

 private:
  LearnerFixture& f_;
  std::vector<float> action_;
};

}  // namespace gaitbench
