#include "algos/off_policy/networks.h"

#include <algorithm>
#include <cmath>

#include "algos/kernels/finite.h"
#include "algos/kernels/sizes.h"

namespace gaitbench {
namespace {

double Mean(std::span<const float> x) {
  double sum = 0;
  for (float value : x) sum += value;
  return sum / static_cast<double>(x.size());
}

}  // namespace

OffPolicyNetworks::OffPolicyNetworks(const OffPolicySettings& settings, int64_t observation_size,
                                     int64_t action_size, RandomStream& actor_weights,
                                     RandomStream& critic_weights)
    : observation_size_(observation_size),
      action_size_(action_size),
      policy_(settings.ActorOf(observation_size, action_size), settings.batch_size),
      actor_(policy_.layout(), settings, settings.small_heads, actor_weights),
      critic_layout_(settings.CriticOf(observation_size, action_size)),
      log_entropy_coef_{static_cast<float>(std::log(settings.entropy_coef))},
      entropy_adam_(1, settings),
      input_(settings.batch_size * (observation_size + action_size)),
      noise_(settings.batch_size * action_size),
      action_(noise_.size()),
      target_(settings.batch_size),
      value_gradient_(settings.batch_size),
      action_gradient_(noise_.size()),
      by_critic_(noise_.size()) {
  for (int64_t k = 0; k < settings.num_critics; ++k) {
    critics_.emplace_back(critic_layout_, settings, settings.small_heads, critic_weights);
    activations_.emplace_back(critic_layout_, settings.batch_size);
  }
}

double OffPolicyNetworks::EntropyCoef(const OffPolicySettings& settings) const {
  if (!settings.HasEntropy()) return 0;
  return settings.LearnsEntropyCoef() ? std::exp(double{log_entropy_coef_[0]})
                                      : settings.entropy_coef;
}

// noise [B,A]: of a Gaussian's samples, or of smoothed targets
void OffPolicyNetworks::DrawNoise(int64_t num_samples, RandomStream& noise) {
  noise_.resize(num_samples * action_size_);
  for (float& value : noise_) value = static_cast<float>(noise.Normal());
}

// input_ [B,O+A]
void OffPolicyNetworks::Join(std::span<const float> observation, std::span<const float> action) {
  const int64_t o = observation_size_, a = action_size_;
  const int64_t num_samples = RowsOf("observations", observation.size(), o);
  RequireSize("actions", action.size(), num_samples * a);
  input_.resize(num_samples * (o + a));
  for (int64_t b = 0; b < num_samples; ++b) {
    float* row = input_.data() + b * (o + a);
    std::copy_n(observation.data() + b * o, o, row);
    std::copy_n(action.data() + b * a, a, row + o);
  }
}

std::span<const float> OffPolicyNetworks::Targets(const OffPolicySettings& settings,
                                                  const ReplayBatch& batch, RandomStream& noise) {
  const int64_t num_samples = batch.num_samples();
  const bool has_noise = policy_.IsGaussian() || settings.Smooths();
  noise_.clear();
  if (has_noise) DrawNoise(num_samples, noise);
  policy_.Act(settings.target_actor ? actor_.target : actor_.parameters, batch.next_observation,
              policy_.IsGaussian() ? noise_ : std::span<const float>());
  action_.assign(policy_.action().begin(), policy_.action().end());
  if (settings.Smooths()) {
    const auto bound = static_cast<float>(settings.target_noise_clip);
    const auto deviation = static_cast<float>(settings.target_noise);
    for (size_t i = 0; i < action_.size(); ++i) {
      const float shift = std::clamp(deviation * noise_[i], -bound, bound);
      action_[i] = std::clamp(action_[i] + shift, -1.0f, 1.0f);
    }
  }
  Join(batch.next_observation, action_);
  target_.resize(num_samples);
  for (size_t k = 0; k < critics_.size(); ++k) {
    Forward(critic_layout_, critics_[k].target, input_, activations_[k]);
    const std::span<const float> value = activations_[k].output();
    for (int64_t b = 0; b < num_samples; ++b)
      target_[b] = k == 0 || value[b] < target_[b] ? value[b] : target_[b];
  }
  const auto entropy_coef = static_cast<float>(EntropyCoef(settings));
  const auto reward_scale = static_cast<float>(settings.reward_scale);
  for (int64_t b = 0; b < num_samples; ++b) {
    if (settings.HasEntropy()) target_[b] -= entropy_coef * policy_.log_prob()[b];
    target_[b] = reward_scale * batch.reward[b] + batch.discount[b] * target_[b];
  }
  return target_;
}

UpdateMeasures OffPolicyNetworks::Update(const OffPolicySettings& settings,
                                         const ReplayBatch& batch, RandomStream& noise) {
  UpdateMeasures measures{};
  Targets(settings, batch, noise);
  UpdateCritics(settings, batch, measures);
  if (++num_updates_ % settings.policy_delay != 0) return measures;
  measures.policy = UpdatePolicy(settings, batch, noise);
  if (const auto share = settings.TargetShareAfter(++num_policy_updates_))
    FollowWithTargets(settings, *share);
  return measures;
}

void OffPolicyNetworks::UpdateCritics(const OffPolicySettings& settings, const ReplayBatch& batch,
                                      UpdateMeasures& measures) {
  Join(batch.observation, batch.action);
  const int64_t num_samples = batch.num_samples();
  const float by_error = 2 / static_cast<float>(num_samples);
  value_gradient_.resize(num_samples);
  for (size_t k = 0; k < critics_.size(); ++k) {
    TrainedNetwork& critic = critics_[k];
    Forward(critic_layout_, critic.parameters, input_, activations_[k]);
    const std::span<const float> value = activations_[k].output();
    double squares = 0;
    for (int64_t b = 0; b < num_samples; ++b) {
      const float error = value[b] - target_[b];
      squares += double{error} * error;
      value_gradient_[b] = by_error * error;
    }
    Backward(critic_layout_, critic.parameters, input_, value_gradient_, activations_[k],
             critic.gradient);
    measures.critic_loss += squares / static_cast<double>(num_samples);
    if (k == 0) measures.mean_value = Mean(value);
    const double norm =
        critic.adam.Step(critic.gradient, settings.critic_learning_rate, std::nullopt,
                         critic.parameters, settings.critic_weight_decay);
    if (k == 0) measures.critic_gradient_norm = norm;
  }
}

// Loss: the mean of entropy_coef log_prob - Q.
UpdateMeasures::OfPolicy OffPolicyNetworks::UpdatePolicy(const OffPolicySettings& settings,
                                                         const ReplayBatch& batch,
                                                         RandomStream& noise) {
  const int64_t num_samples = batch.num_samples();
  noise_.clear();
  if (policy_.IsGaussian()) DrawNoise(num_samples, noise);
  policy_.Act(actor_.parameters, batch.observation, noise_);
  Join(batch.observation, policy_.action());
  ClimbCritics(settings, num_samples);
  const double per_sample = EntropyCoef(settings) / static_cast<double>(num_samples);
  policy_.Gradient(actor_.parameters, batch.observation, noise_, action_gradient_,
                   static_cast<float>(per_sample), actor_.gradient);
  const double norm = actor_.adam.Step(actor_.gradient, settings.policy_learning_rate, std::nullopt,
                                       actor_.parameters);
  if (!policy_.IsGaussian()) return {.gradient_norm = norm, .mean_log_prob = 0, .mean_std = 0};
  const double log_prob = Mean(policy_.log_prob());
  if (settings.LearnsEntropyCoef()) {
    const double target = settings.target_entropy_per_action * static_cast<double>(action_size_);
    const std::array gradient = {static_cast<float>(-(log_prob + target))};
    entropy_adam_.Step(gradient, settings.entropy_learning_rate, std::nullopt, log_entropy_coef_);
  }
  return {.gradient_norm = norm, .mean_log_prob = log_prob, .mean_std = policy_.MeanStd()};
}

// action_gradient_ [B,A]: of the mean of -Q, at the actions in input_
void OffPolicyNetworks::ClimbCritics(const OffPolicySettings& settings, int64_t num_samples) {
  const bool both = critics_.size() == 2 && settings.climbed_critic == ClimbedCritic::kSmaller;
  const size_t climbed = both ? 2 : 1;
  for (size_t k = 0; k < climbed; ++k)
    Forward(critic_layout_, critics_[k].parameters, input_, activations_[k]);
  const float share = -1 / static_cast<float>(num_samples);
  action_gradient_.resize(num_samples * action_size_);
  by_critic_.resize(action_gradient_.size());
  for (size_t k = 0; k < climbed; ++k) {
    for (int64_t b = 0; b < num_samples; ++b) {
      const bool second = both && activations_[1].output()[b] < activations_[0].output()[b];
      value_gradient_[b] = second == (k == 1) ? share : 0;
    }
    InputGradient(critic_layout_, critics_[k].parameters, input_, value_gradient_,
                  observation_size_, activations_[k], k == 0 ? action_gradient_ : by_critic_);
  }
  if (!both) return;
  for (size_t i = 0; i < by_critic_.size(); ++i) action_gradient_[i] += by_critic_[i];
}

void OffPolicyNetworks::FollowWithTargets(const OffPolicySettings& settings, float share) {
  for (TrainedNetwork& critic : critics_) critic.FollowWithTarget(share);
  if (settings.target_actor) actor_.FollowWithTarget(share);
}

std::optional<std::string> OffPolicyNetworks::FindDivergence() const {
  if (!AllFinite(actor_.parameters)) return "a policy parameter is not finite";
  if (!actor_.adam.IsFinite()) return "a moment of the policy's gradient is not finite";
  for (const TrainedNetwork& critic : critics_) {
    if (!AllFinite(critic.parameters)) return "a critic's parameter is not finite";
    if (!critic.adam.IsFinite()) return "a moment of a critic's gradient is not finite";
  }
  if (!AllFinite(log_entropy_coef_)) return "the entropy coefficient is not finite";
  if (!entropy_adam_.IsFinite())
    return "a moment of the entropy coefficient's gradient is not finite";
  return std::nullopt;
}

}  // namespace gaitbench
