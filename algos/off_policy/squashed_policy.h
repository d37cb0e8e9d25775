// The actor's network and what it makes of an observation: an action within [-1,1]^A, tanh of the
// network's output (Lillicrap et al. 2016, arXiv:1509.02971) or of a Gaussian whose mean and
// deviation are the network's (Haarnoja et al. 2018, arXiv:1801.01290, appendix C). Derivatives are
// written out.
//
// Axes: B samples, O observation size, A action size, P parameters.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/networks/mlp.h"
#include "algos/off_policy/choices.h"

namespace gaitbench {

struct ActorShape {
  ActorKind kind;
  int64_t observation_size, action_size;
  std::vector<int64_t> hidden;
  Activation activation;
  LogStdBound log_std_bound;
  double log_std_min, log_std_max;

  MlpShape network() const;
};

// Actions at B observations, and what their derivatives need; made once for at most max_samples.
class SquashedPolicy {
 public:
  SquashedPolicy(const ActorShape& shape, int64_t max_samples);

  const MlpLayout& layout() const { return layout_; }
  bool IsGaussian() const { return shape_.kind == ActorKind::kSquashedGaussian; }

  // Actions of these parameters [P] at observations [B,O]. noise [B,A], standard normal, makes a
  // Gaussian's sample; without, its mean is squashed, and there are no log densities.
  void Act(std::span<const float> parameters, std::span<const float> observation,
           std::span<const float> noise);
  std::span<const float> action() const { return Used(action_, shape_.action_size); }  // [B,A]
  std::span<const float> log_prob() const { return Used(log_prob_, 1); }               // [B]
  double MeanStd() const;  // of the Gaussians, over samples and dimensions

  // d / d parameters [P] of sum_b (action_gradient_b . action_b + log_prob_weight log_prob_b), with
  // the noise held fixed (Kingma & Welling 2014): of the last Act.
  void Gradient(std::span<const float> parameters, std::span<const float> observation,
                std::span<const float> noise, std::span<const float> action_gradient,
                float log_prob_weight, std::span<float> gradient);

 private:
  struct Bounded {
    float log_std, slope;  // d log_std / d output
  };
  Bounded LogStdOf(float output) const;
  std::span<const float> Used(const std::vector<float>& x, int64_t columns) const {
    return std::span(x).first(activations_.num_samples * columns);
  }

  ActorShape shape_;
  MlpLayout layout_;
  MlpActivations activations_;
  std::vector<float> action_;           // [B,A]
  std::vector<float> std_, std_slope_;  // [B,A], of a Gaussian
  std::vector<float> log_prob_;         // [B]
  std::vector<float> log_slope_;        // [B,A], of tanh at a Gaussian's sample
  std::vector<float> output_gradient_;  // [B,A] or [B,2A]
};

}  // namespace gaitbench
