#include "algos/on_policy/value_minibatches.h"

#include "algos/on_policy/minibatches.h"

namespace gaitbench {

ValueMinibatches::ValueMinibatches(const Rollout& rollout, const OnPolicySettings& config,
                                   int64_t num_minibatches)
    : rollout_(rollout),
      config_(config),
      observation_((rollout.size() / num_minibatches + 1) * rollout.observation_size) {}

bool ValueMinibatches::Gradient(const AdvantageEstimate& estimate, std::span<const int32_t> samples,
                                ValueFunction& value_function, std::span<float> gradient) {
  kept_.clear();
  for (int32_t s : samples) {
    const bool ended = rollout_.terminated[s] || rollout_.truncated[s];
    if (!ended || config_.value_loss_on_terminal_steps) kept_.push_back(s);
  }
  if (kept_.empty()) return false;
  GatherRows(rollout_.observation.data(), rollout_.observation_size, kept_, observation_.data());
  const auto clip_range = static_cast<float>(config_.value_clip_range);
  const auto coef = static_cast<float>(config_.value_coef);
  const auto loss_of = [&](float value, int64_t b) {
    const float target = value_function.Fitted(estimate.target[kept_[b]]);
    if (config_.value_clipping) {
      const float old_value = value_function.Fitted(estimate.value[kept_[b]]);
      return config_.value_clip_form == ValueClipForm::kSquareThenMax
                 ? ClippedSquaredError(value, old_value, target, clip_range)
                 : MaxThenSquaredError(value, old_value, target, clip_range);
    }
    return config_.value_loss == ValueLossForm::kHuber ? HuberLoss(value, target)
                                                       : SquaredError(value, target);
  };
  const auto weighted = [&](float value, int64_t b) {
    const ValueLoss loss = loss_of(value, b);
    return ValueLoss{coef * loss.value, coef * loss.by_value};
  };
  value_function.Gradient(kept_.size(), observation_.data(), weighted, gradient);
  return true;
}

}  // namespace gaitbench
