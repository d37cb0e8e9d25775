#include "algos/on_policy/on_policy_learner.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "algos/kernels/finite.h"
#include "algos/kernels/saved.h"
#include "algos/learner/streams.h"
#include "algos/on_policy/actor.h"
#include "algos/on_policy/diagnostics.h"
#include "algos/on_policy/joint_update.h"
#include "algos/on_policy/schedule.h"

namespace gaitbench {
namespace {

constexpr const char* kSavedPrefix = "trainer";  // of every tensor of a checkpoint
constexpr const char* kStepPrefix = "trainer.policy_step";

BatchedEnv MakeEnv(const OnPolicySettings& settings, const LearnerSpec& spec) {
  return BatchedEnv(spec.task, {.num_envs = settings.num_envs,
                                .num_threads = std::min(spec.num_threads, settings.num_envs),
                                .autoreset = Autoreset::kSameStep});
}

Networks MakeNetworks(const OnPolicySettings& settings, const LearnerSpec& spec,
                      const BatchedEnv& env) {
  const int64_t samples = settings.horizon * settings.num_envs;
  RandomStream policy_weights = MakeStream(spec.seed, Purpose::kPolicyWeights);
  RandomStream value_weights = MakeStream(spec.seed, Purpose::kValueWeights);
  Policy policy(settings, env.observation_size(), env.action_size(), samples, policy_weights);
  ValueFunction value_function(settings, env.observation_size(), samples, value_weights);
  if (settings.shared_trunk) TieTrunks(policy, value_function);
  Adam policy_adam(std::ssize(policy.parameters()), settings);
  Adam value_adam(std::ssize(value_function.parameters()), settings);
  return {std::move(policy), std::move(value_function), std::move(policy_adam),
          std::move(value_adam)};
}

}  // namespace

OnPolicyLearner::OnPolicyLearner(const OnPolicySettings& settings, const LearnerSpec& spec)
    : OnPolicyLearner(settings, spec, MakeEnv(settings, spec)) {}

OnPolicyLearner::OnPolicyLearner(const OnPolicySettings& settings, const LearnerSpec& spec,
                                 BatchedEnv env)
    : settings_(settings),
      num_iterations_(spec.num_iterations),
      rollout_(settings, env.observation_size(), env.action_size()),
      networks_(MakeNetworks(settings, spec, env)),
      value_order_(MakeStream(spec.seed, Purpose::kValueOrder)),
      policy_step_(MakePolicyStep(settings, spec.seed)),
      collector_(settings, std::move(env), spec.seed) {}

IterationOutcome OnPolicyLearner::Iterate(int64_t iteration, LogColumns& columns) {
  const OnPolicySettings settings = SettingsAt(settings_, iteration, num_iterations_);
  collector_.Collect(networks_.policy, rollout_);
  CollectHeldout(iteration);
  AdvantageEstimate estimate = EstimateAdvantages(rollout_, networks_.value_function, settings);
  ValueUpdateResult value_result{};
  if (!policy_step_->MovesValueFunction()) {
    value_result = UpdateValueFunction(rollout_, estimate, settings, value_order_,
                                       networks_.value_function, networks_.value_adam);
  }
  const PolicyUpdateResult policy_result =
      policy_step_->Update(rollout_, estimate, settings, networks_);
  if (policy_result.value_gradient_norm) {
    value_result = {*policy_result.value_gradient_norm,
                    ValueLossOver(rollout_, estimate, networks_.value_function)};
  }
  columns.Append(Record(iteration, settings, estimate, value_result, policy_result));
  return {.physics_seconds = rollout_.physics_seconds + (heldout_ ? heldout_->physics_seconds : 0),
          .acting_seconds = rollout_.seconds + (heldout_ ? heldout_->seconds : 0),
          .divergence = FindDivergence(policy_result.gradient_norm)};
}

void OnPolicyLearner::CollectHeldout(int64_t iteration) {
  heldout_.reset();
  if (!settings_.heldout_logging || iteration % settings_.heldout_interval != 0) return;
  heldout_.emplace(settings_, policy().observation_size(), policy().action_size());
  if (settings_.heldout_feeds_filters) return collector_.Collect(networks_.policy, *heldout_);
  TensorFile before;
  gaitbench::Save(collector_, "collector", before);
  collector_.Collect(networks_.policy, *heldout_);
  gaitbench::Restore(before, "collector", "held-out rollout", collector_);
}

OnPolicyRecord OnPolicyLearner::Record(int64_t iteration, const OnPolicySettings& settings,
                                       const AdvantageEstimate& estimate,
                                       const ValueUpdateResult& value_result,
                                       const PolicyUpdateResult& policy_result) {
  const PolicyChange change =
      MeasureChange(rollout_, estimate.advantage, settings.clip_range, networks_.policy);
  policy_step_->Adapt(change.mean_kl, settings);

  OnPolicyRecord record;
  record.episodes.env_steps = static_cast<double>((iteration + 1) * rollout_.size());
  if (rollout_.episodes.count > 0) {
    record.episodes.mean_return = rollout_.episodes.mean_return;
    record.episodes.mean_episode_length = rollout_.episodes.mean_length;
  }
  record.episodes.num_episodes = static_cast<double>(rollout_.episodes.count);
  record.mean_kl = change.mean_kl;
  record.max_ratio = change.max_ratio;
  record.clip_fraction = change.clip_fraction;
  record.surrogate_gain = change.surrogate_gain;
  record.effective_sample_share = change.effective_sample_share;
  record.effective_trajectory_share = change.effective_trajectory_share;
  record.entropy = change.entropy;
  record.mean_std = change.mean_std;
  record.explained_variance = ExplainedVariance(estimate);
  record.value_loss = value_result.loss;
  record.value_gradient_norm = value_result.gradient_norm;
  record.value_learning_rate = settings.value_learning_rate;
  record.policy_gradient_norm = policy_result.gradient_norm;
  if (policy_step_->HasLearningRate()) record.policy_learning_rate = settings.policy_learning_rate;
  record.cg_residual = policy_result.cg_residual.value_or(kNotMeasured);
  record.line_search_backtracks = policy_result.backtracks.value_or(kNotMeasured);
  if (heldout_) {
    const PolicyChange heldout =
        MeasureChange(*heldout_, {}, settings.clip_range, networks_.policy);
    record.heldout_mean_kl = heldout.mean_kl;
    record.heldout_max_ratio = heldout.max_ratio;
  }
  return record;
}

std::optional<std::string> OnPolicyLearner::FindDivergence(double policy_gradient_norm) const {
  if (!AllFinite(policy().parameters())) return "a policy parameter is not finite";
  if (!AllFinite(value_function().parameters())) return "a value function parameter is not finite";
  if (!std::isfinite(policy_gradient_norm)) return "the policy's gradient is not finite";
  if (!networks_.policy_adam.IsFinite()) return "a moment of the policy's gradient is not finite";
  if (!networks_.value_adam.IsFinite())
    return "a moment of the value function's gradient is not finite";
  return std::nullopt;
}

template <class Self, class Visit>
void OnPolicyLearner::VisitSaved(Self& self, Visit&& visit) {
  const std::string prefix = std::string(kSavedPrefix) + ".";
  visit(prefix + "policy", self.networks_.policy);
  visit(prefix + "value_function", self.networks_.value_function);
  visit(prefix + "policy_adam", self.networks_.policy_adam);
  visit(prefix + "value_adam", self.networks_.value_adam);
  visit(prefix + "value_order", self.value_order_);
  visit(prefix + "collector", self.collector_);
}

void OnPolicyLearner::Save(TensorFile& file) const {
  VisitSaved(*this, [&](const std::string& name, const auto& member) {
    gaitbench::Save(member, name, file);
  });
  policy_step_->Save(kStepPrefix, file);
}

void OnPolicyLearner::Restore(const TensorFile& file, const std::string& where) {
  VisitSaved(*this, [&](const std::string& name, auto& member) {
    gaitbench::Restore(file, name, where, member);
  });
  policy_step_->Restore(file, kStepPrefix, where);
}

void OnPolicyLearner::SaveActor(TensorFile& file) const {
  SaveGaussianActor(settings_, policy(), collector_.observation_normalizer(), file);
}

}  // namespace gaitbench
