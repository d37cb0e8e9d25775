// A learner of the on-policy family: collects a rollout, fits the value function, improves the
// policy.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "algos/learner/learner.h"
#include "algos/on_policy/policy_step.h"
#include "algos/on_policy/record.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"
#include "algos/on_policy/value_update.h"

namespace gaitbench {

class OnPolicyLearner : public Learner {
 public:
  OnPolicyLearner(const OnPolicySettings& settings, const LearnerSpec& spec);

  LogColumns Columns() const override { return LogColumns::Of<OnPolicyRecord>(); }
  IterationOutcome Iterate(int64_t iteration, LogColumns& columns) override;
  void Save(TensorFile& file) const override;
  void Restore(const TensorFile& file, const std::string& where) override;
  void SaveActor(TensorFile& file) const override;

  const Policy& policy() const { return networks_.policy; }
  const ValueFunction& value_function() const { return networks_.value_function; }

 private:
  OnPolicyLearner(const OnPolicySettings& settings, const LearnerSpec& spec, BatchedEnv env);

  template <class Self, class Visit>
  static void VisitSaved(Self& self, Visit&& visit);

  void CollectHeldout(int64_t iteration);
  OnPolicyRecord Record(int64_t iteration, const OnPolicySettings& settings,
                        const AdvantageEstimate& estimate, const ValueUpdateResult& value_result,
                        const PolicyUpdateResult& policy_result);
  std::optional<std::string> FindDivergence(double policy_gradient_norm) const;

  OnPolicySettings settings_;
  int64_t num_iterations_;
  Rollout rollout_;
  std::optional<Rollout> heldout_;  // of the same policy, in iterations that measure on it
  Networks networks_;
  RandomStream value_order_;
  std::unique_ptr<PolicyStep> policy_step_;
  RolloutCollector collector_;
};

}  // namespace gaitbench
