// What the updates ask of derivatives: the gradient of a minibatch, a Fisher product, an optimizer
// step. Two implementations: written out in plain floats (written_out.cc), and LibTorch expressions
// with autograd (algos/torch), which is where a new objective is tried first. Neither keeps
// anything between calls, so all runs share them. One call is one minibatch.
//
// Axes: B samples, O observation size, A action size, P parameters.
#pragma once

#include <optional>
#include <span>

#include "algos/kernels/adam.h"
#include "algos/kernels/conjugate_gradients.h"
#include "algos/networks/policy.h"
#include "algos/networks/value_function.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

// What a policy step raises: coef x (the mean surrogate, plus entropy_coef x entropy, minus kl_coef
// x KL(old||new)). With coef -1 it is what a step lowers.
struct PolicyGoal {
  float coef = 1;
  PolicyObjective objective = PolicyObjective::kRatio;
  std::optional<RatioBounds> ratio_bounds = {};  // with ratio_clipping
  double entropy_coef = 0;
  std::optional<float> kl_coef = {};  // with a KL penalty
};

// Samples with what the policy that acted left of them.
struct PolicyBatch {
  PolicySamples samples;
  std::span<const float> old_log_prob, advantage;  // [B]
  GaussianAt old;
  std::span<const int32_t> trajectory = {};  // [B], for kTrajectoryRatio: Rollout::Trajectories
};

// What a value step lowers: coef x the mean loss.
struct ValueGoal {
  ValueLossForm form = ValueLossForm::kSquared;
  std::optional<float> clip_range = {};
  ValueClipForm clip_form = ValueClipForm::kSquareThenMax;
  float coef = 1;
};

struct ValueBatch {
  std::span<const float> observation;  // [B,O]
  // [B], in the units in which the network is fitted
  std::span<const float> target, old_value;
};

// A policy that a line search tries.
struct PolicyTrial {
  double surrogate;  // mean ratio x advantage
  double kl;         // mean, nats
};

class Derivatives {
 public:
  virtual ~Derivatives() = default;

  // gradient [P] of the goal, to be ascended. Returns coef x the mean surrogate.
  virtual double PolicyGradient(const PolicyGoal& goal, const PolicyBatch& batch, Policy& policy,
                                std::span<float> gradient) const = 0;

  // gradient [P] of the goal, to be descended.
  virtual void ValueGradient(const ValueGoal& goal, const ValueBatch& batch,
                             ValueFunction& value_function, std::span<float> gradient) const = 0;

  // v -> (F + damping) v, with F the Fisher matrix of the policy at observations [B,O]; valid while
  // the policy's parameters stay and nothing else is asked of it.
  virtual LinearMap FisherProduct(std::span<const float> observation, double damping,
                                  Policy& policy) const = 0;

  virtual PolicyTrial TryPolicy(const PolicyBatch& batch, KlDirection direction,
                                Policy& policy) const = 0;

  // Adam::Step.
  virtual double AdamStep(std::span<const float> gradient, double learning_rate,
                          std::optional<double> max_norm, Adam& adam,
                          std::span<float> parameters) const = 0;
};

// Those that the settings ask for. Throws ConfigError where the library of autograd is missing.
const Derivatives& DerivativesOf(const OnPolicySettings& config);

}  // namespace gaitbench
