#include "algos/on_policy/value_minibatches.h"

#include "algos/on_policy/minibatches.h"

namespace gaitbench {
namespace {

ValueGoal GoalOf(const OnPolicySettings& config) {
  ValueGoal goal = {.form = config.value_loss,
                    .clip_form = config.value_clip_form,
                    .coef = static_cast<float>(config.value_coef)};
  if (config.value_clipping) goal.clip_range = static_cast<float>(config.value_clip_range);
  return goal;
}

}  // namespace

ValueMinibatches::ValueMinibatches(const Rollout& rollout, const OnPolicySettings& config,
                                   int64_t num_minibatches)
    : rollout_(rollout),
      config_(config),
      derivatives_(DerivativesOf(config)),
      goal_(GoalOf(config)) {
  const int64_t largest = rollout.size() / num_minibatches + 1;
  observation_.resize(largest * rollout.observation_size);
  target_.resize(largest);
  old_value_.resize(largest);
}

bool ValueMinibatches::Gradient(const AdvantageEstimate& estimate, std::span<const int32_t> samples,
                                ValueFunction& value_function, std::span<float> gradient) {
  kept_.clear();
  for (int32_t s : samples) {
    if (!rollout_.Ends(s) || config_.value_loss_on_terminal_steps) kept_.push_back(s);
  }
  if (kept_.empty()) return false;
  GatherRows(rollout_.observation.data(), rollout_.observation_size, kept_, observation_.data());
  for (size_t b = 0; b < kept_.size(); ++b) {
    target_[b] = value_function.Fitted(estimate.target[kept_[b]]);
    old_value_[b] = value_function.Fitted(estimate.value[kept_[b]]);
  }
  const auto gathered = [&](const std::vector<float>& rows, int64_t width) {
    return std::span(rows).first(kept_.size() * width);
  };
  const ValueBatch batch = {.observation = gathered(observation_, rollout_.observation_size),
                            .target = gathered(target_, 1),
                            .old_value = gathered(old_value_, 1)};
  derivatives_.ValueGradient(goal_, batch, value_function, gradient);
  return true;
}

}  // namespace gaitbench
