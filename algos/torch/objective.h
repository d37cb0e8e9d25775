// The objectives of both networks as LibTorch expressions: their derivatives need not be written.
//
// Axes: B samples.
#pragma once

#include "algos/on_policy/derivatives.h"
#include "algos/torch/expressions.h"

namespace gaitbench {

// The surrogate of each sample [B], to be maximized; all arguments [B], `trajectory` empty where
// the objective has none.
inline at::Tensor SurrogateOf(const PolicyGoal& goal, const at::Tensor& log_prob,
                              const at::Tensor& old_log_prob, const at::Tensor& advantage,
                              const at::Tensor& trajectory = {}) {
  const at::Tensor ratio = (log_prob - old_log_prob).exp();
  switch (goal.objective) {
    case PolicyObjective::kLogProb:
      return log_prob * advantage;
    case PolicyObjective::kKlPenalty:
      return ratio * advantage;
    case PolicyObjective::kTrajectoryRatio: {
      const at::Tensor none = at::zeros_like(log_prob);  // of at most B trajectories
      const at::Tensor sums = none.index_add(0, trajectory, log_prob - old_log_prob);
      return sums.exp().index_select(0, trajectory) * advantage;
    }
    case PolicyObjective::kRatio:
      if (!goal.ratio_bounds) return ratio * advantage;
      const auto [low, high] = *goal.ratio_bounds;
      return at::min(ratio * advantage, ratio.clamp(low, high) * advantage);
  }
  throw std::logic_error("policy objective without an expression");
}

// The loss of each sample [B], to be minimized; all arguments [B].
inline at::Tensor ValueLossOf(const ValueGoal& goal, const at::Tensor& value,
                              const at::Tensor& old_value, const at::Tensor& target) {
  if (!goal.clip_range) {
    return goal.form == ValueLossForm::kHuber
               ? 2 * at::huber_loss(value, target, at::Reduction::None)
               : (value - target).square();
  }
  const float range = *goal.clip_range;
  const at::Tensor kept = old_value + (value - old_value).clamp(-range, range);
  return goal.clip_form == ValueClipForm::kSquareThenMax
             ? at::max((value - target).square(), (kept - target).square())
             : at::max(value - target, kept - target).square();
}

}  // namespace gaitbench
