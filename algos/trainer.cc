#include "algos/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "algos/streams.h"

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
      policy_adam_(policy_.parameters().size(), spec.config.adam_epsilon),
      value_adam_(value_function_.parameters().size(), spec.config.adam_epsilon),
      value_order_(MakeStream(spec.seed, Purpose::kValueOrder)),
      policy_streams_{MakeStream(spec.seed, Purpose::kPolicyOrder),
                      MakeStream(spec.seed, Purpose::kFisherSamples)},
      collector_(spec.config, std::move(env), spec.seed) {
  log_.environment = spec.environment;
  log_.variant = spec.variant;
  log_.seed = spec.seed;
  log_.num_iterations = spec.num_iterations;
  log_.environment_options = spec.environment_options;
  log_.config = WriteJson(spec.config);
}

double Trainer::LearningRate(double initial, bool anneals) const {
  if (!anneals) return initial;
  return initial *
         (1 - static_cast<double>(iteration()) / static_cast<double>(spec_.num_iterations));
}

void Trainer::Iterate() {
  const AlgoConfig& config = spec_.config;
  const Clock::time_point start = Clock::now();
  collector_.Collect(policy_, rollout_);
  const AdvantageEstimate estimate = EstimateAdvantages(rollout_, value_function_, config);
  const ValueUpdateResult value_result = UpdateValueFunction(
      rollout_, estimate, config,
      LearningRate(config.value_learning_rate, config.value_learning_rate_annealing), value_order_,
      value_function_, value_adam_);
  const PolicyUpdateResult policy_result =
      UpdatePolicy(rollout_, estimate, config,
                   LearningRate(config.policy_learning_rate, config.policy_learning_rate_annealing),
                   policy_streams_, policy_, policy_adam_);
  RecordIteration(estimate, value_result, policy_result);
  RecordDivergence();

  const double total = std::chrono::duration<double>(Clock::now() - start).count();
  log_.timing.push_back({.physics = rollout_.physics_seconds,
                         .inference = rollout_.seconds - rollout_.physics_seconds,
                         .update = total - rollout_.seconds,
                         .total = total});
}

void Trainer::RecordIteration(const AdvantageEstimate& estimate,
                              const ValueUpdateResult& value_result,
                              const PolicyUpdateResult& policy_result) {
  const AlgoConfig& config = spec_.config;
  const PolicyChange change = MeasureChange(rollout_, estimate, config.clip_range, policy_);
  double sum_std = 0;
  for (float log_std : policy_.log_std()) sum_std += std::exp(double{log_std});

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
  record.entropy = policy_.Entropy();
  record.mean_std = sum_std / static_cast<double>(policy_.action_size());
  record.explained_variance = ExplainedVariance(estimate);
  record.value_loss = value_result.loss;
  record.value_gradient_norm = value_result.gradient_norm;
  record.value_learning_rate =
      LearningRate(config.value_learning_rate, config.value_learning_rate_annealing);
  record.policy_gradient_norm = policy_result.gradient_norm;
  if (HasLearningRate(config.step_rule)) {
    record.policy_learning_rate =
        LearningRate(config.policy_learning_rate, config.policy_learning_rate_annealing);
  }
  record.cg_residual = policy_result.cg_residual.value_or(IterationRecord::kNone);
  record.line_search_backtracks = policy_result.backtracks.value_or(IterationRecord::kNone);
  log_.iterations.push_back(record);
}

void Trainer::RecordDivergence() {
  const auto diverge = [&](const char* reason) {
    log_.diverged = {.iteration = iteration() - 1, .reason = reason};
  };
  if (!AllFinite(policy_.parameters())) return diverge("a policy parameter is not finite");
  if (!AllFinite(value_function_.parameters()))
    return diverge("a value function parameter is not finite");
}

}  // namespace gaitbench
