// How an on-policy learner improves its policy on a rollout: one class a step rule, made from the
// settings by the one table that knows them all.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "algos/kernels/adam.h"
#include "algos/kernels/saved.h"
#include "algos/networks/policy.h"
#include "algos/networks/value_function.h"
#include "algos/on_policy/advantage.h"
#include "algos/on_policy/rollout.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

// What a learner learns with.
struct Networks {
  Policy policy;
  ValueFunction value_function;
  Adam policy_adam, value_adam;
};

struct PolicyUpdateResult {
  double gradient_norm;                            // mean over optimizer steps, if there are many
  std::optional<double> value_gradient_norm = {};  // of a step that moves both networks
  std::optional<double> cg_residual = {};  // relative, of a natural step; none where there was none
  std::optional<double> backtracks = {};   // of a line search; all of them where no step was taken
};

class PolicyStep {
 public:
  virtual ~PolicyStep() = default;

  // One update on a rollout; `settings` are those of this iteration.
  virtual PolicyUpdateResult Update(const Rollout& rollout, const AdvantageEstimate& estimate,
                                    const OnPolicySettings& settings, Networks& networks) = 0;

  // Whether Update moves the value function too. Else the learner fits it before.
  virtual bool MovesValueFunction() const { return false; }

  // Whether Update follows policy_learning_rate.
  virtual bool HasLearningRate() const { return false; }

  // After an update that moved the policy by mean_kl over the rollout, in nats.
  virtual void Adapt(double /*mean_kl*/, const OnPolicySettings& /*settings*/) {}

  // What it keeps from one iteration to the next, under names that begin with `name`.
  virtual void Save(const std::string& name, TensorFile& file) const = 0;
  virtual void Restore(const TensorFile& file, const std::string& name,
                       const std::string& where) = 0;
};

// A step that keeps a State, which lists its members in Saved (kernels/saved.h).
template <class State>
class PolicyStepWith : public PolicyStep {
 public:
  explicit PolicyStepWith(State state) : state_(std::move(state)) {}

  void Save(const std::string& name, TensorFile& file) const override {
    gaitbench::Save(state_, name, file);
  }
  void Restore(const TensorFile& file, const std::string& name, const std::string& where) override {
    gaitbench::Restore(file, name, where, state_);
  }

 protected:
  State state_;
};

std::unique_ptr<PolicyStep> MakePolicyStep(const OnPolicySettings& settings, int64_t run_seed);

}  // namespace gaitbench
