// One run, from seed to run log. A run shares nothing with its neighbours: the same (environment,
// config, seed, number of iterations) gives the same bits in every result, whoever runs beside it
// and in whatever order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "algos/on_policy/config.h"
#include "algos/on_policy/diagnostics.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/schedule.h"
#include "algos/on_policy/value_update.h"
#include "results/log/run_log.h"

namespace gaitbench {

// The unit of work, of storage and of determinism.
struct RunSpec {
  std::string environment;  // "Hopper-v4"
  std::string variant;      // "ppo"
  int64_t seed = 0;
  int64_t num_iterations = 488;
  nlohmann::json environment_options = nlohmann::json::object();  // envs/task.h, TaskOptions
  AlgoConfig config;

  bool operator==(const RunSpec&) const = default;
};

class Trainer {
 public:
  // num_threads: for the environments of this run.
  explicit Trainer(const RunSpec& spec, int64_t num_threads = 1);

  bool finished() const { return log_.diverged || iteration() == spec_.num_iterations; }
  int64_t iteration() const { return static_cast<int64_t>(log_.iterations.size()); }

  // Collects a rollout, fits the value function, improves the policy, records.
  void Iterate();

  const RunSpec& spec() const { return spec_; }
  const RunLog& log() const { return log_; }
  const Policy& policy() const { return policy_; }
  const ObservationNormalizer& observation_normalizer() const {
    return collector_.observation_normalizer();
  }

  // For a checkpoint: the log as it was, beside what Saved lists.
  void RestoreLog(RunLog log) { log_ = std::move(log); }

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("policy", self.policy_);
    visit("value_function", self.value_function_);
    visit("policy_adam", self.policy_adam_);
    visit("value_adam", self.value_adam_);
    visit("value_order", self.value_order_);
    visit("policy_step", self.policy_step_);
    visit("collector", self.collector_);
  }

 private:
  Trainer(const RunSpec& spec, BatchedEnv env);

  void CollectHeldout();
  void RecordIteration(const AlgoConfig& config, const AdvantageEstimate& estimate,
                       const ValueUpdateResult& value_result,
                       const PolicyUpdateResult& policy_result);
  void RecordDivergence(double policy_gradient_norm);

  RunSpec spec_;
  RunLog log_;
  Rollout rollout_;
  std::optional<Rollout> heldout_;  // of the same policy, in iterations that measure on it
  Policy policy_;
  ValueFunction value_function_;
  Adam policy_adam_, value_adam_;
  RandomStream value_order_;
  PolicyStepState policy_step_;
  RolloutCollector collector_;
};

}  // namespace gaitbench
