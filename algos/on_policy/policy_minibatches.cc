#include "algos/on_policy/policy_minibatches.h"

#include "algos/on_policy/minibatches.h"

namespace gaitbench {
namespace {

RatioBounds BoundsOf(const OnPolicySettings& config) {
  const auto range = static_cast<float>(config.clip_range);
  return {config.clip_form == ClipForm::kAdditive ? 1 - range : 1 / (1 + range), 1 + range};
}

PolicyGoal GoalOf(const OnPolicySettings& config, double kl_coef) {
  PolicyGoal goal = {
      .coef = -1, .objective = config.policy_objective, .entropy_coef = config.entropy_coef};
  if (config.ratio_clipping) goal.ratio_bounds = BoundsOf(config);
  if (config.policy_objective == PolicyObjective::kKlPenalty)
    goal.kl_coef = static_cast<float>(kl_coef);
  return goal;
}

}  // namespace

PolicyMinibatches::PolicyMinibatches(const Rollout& rollout, const AdvantageEstimate& estimate,
                                     const OnPolicySettings& config, double kl_coef)
    : rollout_(rollout),
      config_(config),
      derivatives_(DerivativesOf(config)),
      goal_(GoalOf(config, kl_coef)),
      all_advantages_(estimate.advantage) {
  if (config.advantage_normalization == AdvantageNormalization::kRollout)
    Standardize(all_advantages_, config.advantage_normalization_ddof);
  const int64_t largest = rollout.size() / config.policy_minibatches + 1;
  observation_.resize(largest * rollout.observation_size);
  action_.resize(largest * rollout.action_size);
  old_mean_.resize(largest * rollout.action_size);
  old_log_std_ = rollout.log_std;
  if (rollout.log_std_stride) old_log_std_.resize(old_mean_.size());
  old_log_prob_.resize(largest);
  advantage_.resize(largest);
  if (config.policy_objective != PolicyObjective::kTrajectoryRatio) return;
  all_trajectories_ = rollout.Trajectories();
  trajectory_.resize(largest);
}

void PolicyMinibatches::Gradient(std::span<const int32_t> samples, Policy& policy,
                                 std::span<float> gradient) {
  const int64_t o = rollout_.observation_size, a = rollout_.action_size;
  GatherRows(rollout_.observation.data(), o, samples, observation_.data());
  GatherRows(rollout_.action.data(), a, samples, action_.data());
  Gather(rollout_.log_prob.data(), samples, old_log_prob_.data());
  Gather(all_advantages_.data(), samples, advantage_.data());
  if (config_.advantage_normalization == AdvantageNormalization::kMinibatch) {
    Standardize(std::span(advantage_).first(samples.size()), config_.advantage_normalization_ddof);
  }
  if (goal_.kl_coef) {
    GatherRows(rollout_.mean.data(), a, samples, old_mean_.data());
    if (rollout_.log_std_stride)
      GatherRows(rollout_.log_std.data(), a, samples, old_log_std_.data());
  }
  if (!all_trajectories_.empty()) Gather(all_trajectories_.data(), samples, trajectory_.data());
  const auto gathered = [&](const std::vector<float>& rows, int64_t width) {
    return std::span(rows).first(samples.size() * width);
  };
  const PolicyBatch batch = {
      .samples = {gathered(observation_, o), gathered(action_, a)},
      .old_log_prob = gathered(old_log_prob_, 1),
      .advantage = gathered(advantage_, 1),
      .old = {a, gathered(old_mean_, a),
              rollout_.log_std_stride ? gathered(old_log_std_, a) : old_log_std_},
      .trajectory = std::span(trajectory_).first(trajectory_.empty() ? 0 : samples.size())};
  derivatives_.PolicyGradient(goal_, batch, policy, gradient);
}

}  // namespace gaitbench
