#include "algos/on_policy/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "algos/learner/saved.h"
#include "algos/learner/streams.h"
#include "algos/on_policy/joint_update.h"
#include "algos/on_policy/ppo.h"

namespace gaitbench {
namespace {

using Clock = std::chrono::steady_clock;

BatchedEnv MakeEnv(const RunSpec& spec, int64_t num_threads) {
  return BatchedEnv(ApplyOptions(FindTask(spec.environment), spec.environment_options),
                    {.num_envs = spec.config.num_envs,
                     .num_threads = std::min(num_threads, spec.config.num_envs),
                     .autoreset = Autoreset::kSameStep});
}

template <class Network, class... Sizes>
Network MakeNetwork(const RunSpec& spec, Purpose purpose, Sizes... sizes) {
  RandomStream weights = MakeStream(spec.seed, purpose);
  return Network(spec.config, sizes..., spec.config.horizon * spec.config.num_envs, weights);
}

Adam MakeAdam(const AlgoConfig& config, int64_t num_parameters) {
  return Adam(num_parameters, config.adam_epsilon, config.adam_beta1, config.adam_beta2);
}

bool AllFinite(std::span<const float> x) {
  return std::all_of(x.begin(), x.end(), [](float value) { return std::isfinite(value); });
}

}  // namespace

Trainer::Trainer(const RunSpec& spec, int64_t num_threads)
    : Trainer(spec, MakeEnv(spec, num_threads)) {}

Trainer::Trainer(const RunSpec& spec, BatchedEnv env)
    : spec_(spec),
      rollout_(spec.config, env.observation_size(), env.action_size()),
      policy_(MakeNetwork<Policy>(spec, Purpose::kPolicyWeights, env.observation_size(),
                                  env.action_size())),
      value_function_(
          MakeNetwork<ValueFunction>(spec, Purpose::kValueWeights, env.observation_size())),
      policy_adam_(MakeAdam(spec.config, policy_.parameters().size())),
      value_adam_(MakeAdam(spec.config, value_function_.parameters().size())),
      value_order_(MakeStream(spec.seed, Purpose::kValueOrder)),
      policy_step_{MakeStream(spec.seed, Purpose::kPolicyOrder),
                   MakeStream(spec.seed, Purpose::kFisherSamples)},
      collector_(spec.config, std::move(env), spec.seed) {
  if (spec.config.shared_trunk) TieTrunks(policy_, value_function_);
  log_.environment = spec.environment;
  log_.variant = spec.variant;
  log_.seed = spec.seed;
  log_.num_iterations = spec.num_iterations;
  log_.environment_options = spec.environment_options;
  log_.config = WriteJson(spec.config);
}

void Trainer::Iterate() {
  const Clock::time_point start = Clock::now();
  const AlgoConfig config = ConfigAt(spec_.config, iteration(), spec_.num_iterations);
  collector_.Collect(policy_, rollout_);
  CollectHeldout();
  AdvantageEstimate estimate = EstimateAdvantages(rollout_, value_function_, config);
  ValueUpdateResult value_result;
  PolicyUpdateResult policy_result;
  if (config.joint_update) {
    const JointUpdateResult result =
        UpdateJointly(rollout_, estimate, config, policy_step_.kl_coef, policy_step_.order, policy_,
                      policy_adam_, value_function_, value_adam_);
    value_result = {result.value_gradient_norm, ValueLossOver(rollout_, estimate, value_function_)};
    policy_result = {.gradient_norm = result.policy_gradient_norm};
  } else {
    value_result =
        UpdateValueFunction(rollout_, estimate, config, value_order_, value_function_, value_adam_);
    policy_result = UpdatePolicy(rollout_, estimate, config, policy_step_, policy_, policy_adam_);
  }
  RecordIteration(config, estimate, value_result, policy_result);
  RecordDivergence(policy_result.gradient_norm);

  const double total = std::chrono::duration<double>(Clock::now() - start).count();
  const double physics = rollout_.physics_seconds + (heldout_ ? heldout_->physics_seconds : 0);
  const double acting = rollout_.seconds + (heldout_ ? heldout_->seconds : 0);
  log_.timing.push_back({.physics = physics,
                         .inference = acting - physics,
                         .update = total - acting,
                         .total = total});
}

void Trainer::CollectHeldout() {
  heldout_.reset();
  if (!spec_.config.heldout_logging || iteration() % spec_.config.heldout_interval != 0) return;
  heldout_.emplace(spec_.config, policy_.observation_size(), policy_.action_size());
  if (spec_.config.heldout_feeds_filters) return collector_.Collect(policy_, *heldout_);
  TensorFile before;
  Save(collector_, "collector", before);
  collector_.Collect(policy_, *heldout_);
  Restore(before, "collector", "held-out rollout", collector_);
}

void Trainer::RecordIteration(const AlgoConfig& config, const AdvantageEstimate& estimate,
                              const ValueUpdateResult& value_result,
                              const PolicyUpdateResult& policy_result) {
  const PolicyChange change =
      MeasureChange(rollout_, estimate.advantage, config.clip_range, policy_);
  policy_step_.kl_coef = NextKlCoef(policy_step_.kl_coef, change.mean_kl, config.kl_penalty_target);

  IterationRecord record;
  record.env_steps = static_cast<double>((iteration() + 1) * rollout_.size());
  if (rollout_.episodes.count > 0) {
    record.mean_return = rollout_.episodes.mean_return;
    record.mean_episode_length = rollout_.episodes.mean_length;
  }
  record.num_episodes = static_cast<double>(rollout_.episodes.count);
  record.mean_kl = change.mean_kl;
  record.max_ratio = change.max_ratio;
  record.clip_fraction = change.clip_fraction;
  record.surrogate_gain = change.surrogate_gain;
  record.entropy = change.entropy;
  record.mean_std = change.mean_std;
  record.explained_variance = ExplainedVariance(estimate);
  record.value_loss = value_result.loss;
  record.value_gradient_norm = value_result.gradient_norm;
  record.value_learning_rate = config.value_learning_rate;
  record.policy_gradient_norm = policy_result.gradient_norm;
  if (HasLearningRate(config.step_rule)) record.policy_learning_rate = config.policy_learning_rate;
  record.cg_residual = policy_result.cg_residual.value_or(IterationRecord::kNone);
  record.line_search_backtracks = policy_result.backtracks.value_or(IterationRecord::kNone);
  if (heldout_) {
    const PolicyChange heldout = MeasureChange(*heldout_, {}, config.clip_range, policy_);
    record.heldout_mean_kl = heldout.mean_kl;
    record.heldout_max_ratio = heldout.max_ratio;
  }
  log_.iterations.push_back(record);
}

void Trainer::RecordDivergence(double policy_gradient_norm) {
  const auto diverge = [&](const char* reason) {
    log_.diverged = {.iteration = iteration() - 1, .reason = reason};
  };
  if (!AllFinite(policy_.parameters())) return diverge("a policy parameter is not finite");
  if (!AllFinite(value_function_.parameters()))
    return diverge("a value function parameter is not finite");
  if (!std::isfinite(policy_gradient_norm)) return diverge("the policy's gradient is not finite");
  if (!policy_adam_.IsFinite()) return diverge("a moment of the policy's gradient is not finite");
  if (!value_adam_.IsFinite())
    return diverge("a moment of the value function's gradient is not finite");
}

}  // namespace gaitbench
