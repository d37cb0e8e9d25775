#include "algos/off_policy/off_policy_learner.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "algos/kernels/saved.h"
#include "algos/learner/episode.h"
#include "algos/learner/streams.h"
#include "algos/networks/action_handling.h"

namespace gaitbench {
namespace {

using Clock = std::chrono::steady_clock;
double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

constexpr const char* kSavedName = "off_policy";

// A buffer that the machine's memory does not hold is refused before it is filled.
int64_t CheckedCapacity(const OffPolicySettings& settings, const BatchedEnv& env) {
  const double memory =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  const int64_t each = ReplayBuffer::BytesPerStep(env.observation_size(), env.action_size());
  const double needed = static_cast<double>(settings.buffer_capacity) * static_cast<double>(each);
  if (needed > memory) {
    throw ConfigError("buffer_capacity",
                      fmt::format("{} env steps of {} bytes are {:.1f} GB; the machine has {:.1f}",
                                  settings.buffer_capacity, each, needed / 1e9, memory / 1e9));
  }
  return settings.buffer_capacity;
}

}  // namespace

struct OffPolicyLearner::Totals {
  double returns = 0, lengths = 0, num_episodes = 0;
  double physics_seconds = 0, acting_seconds = 0;
  double num_updates = 0, critic_loss = 0, mean_value = 0, critic_gradient_norm = 0;
  double num_policy_updates = 0, policy_gradient_norm = 0, log_prob = 0, std = 0;
};

OffPolicyLearner::OffPolicyLearner(const OffPolicySettings& settings, const LearnerSpec& spec)
    : settings_(settings),
      spec_(spec),
      env_(spec.task, {.num_envs = 1, .autoreset = Autoreset::kSameStep}),
      evaluation_env_(spec.task, {.num_envs = 1, .autoreset = Autoreset::kDisabled}),
      normalizer_(settings, env_.observation_size()),
      buffer_(CheckedCapacity(settings, env_), env_.observation_size(), env_.action_size()),
      actor_weights_(MakeStream(spec.seed, Purpose::kPolicyWeights)),
      critic_weights_(MakeStream(spec.seed, Purpose::kValueWeights)),
      networks_(settings, env_.observation_size(), env_.action_size(), actor_weights_,
                critic_weights_),
      acting_(networks_.actor_shape(), env_, networks_.actor().parameters, normalizer_),
      exploration_(settings, env_.action_size()),
      action_noise_(MakeStream(spec.seed, Purpose::kActionNoise)),
      replay_order_(MakeStream(spec.seed, Purpose::kReplayOrder)),
      update_noise_(MakeStream(spec.seed, Purpose::kUpdateNoise)),
      batch_(settings.batch_size, env_.observation_size(), env_.action_size()),
      action_(env_.action_size()),
      env_action_(env_.action_size()),
      observation_(env_.observation_size()) {
  // below 2^63, as Gymnasium's seeds are
  env_.Reset(MakeStream(spec.seed, Purpose::kResets).NextUint64() >> 2);
}

IterationOutcome OffPolicyLearner::Iterate(int64_t iteration, LogColumns& columns) {
  const OffPolicySettings settings = SettingsAt(settings_, iteration, spec_.num_iterations);
  if (!std::exchange(started_, true)) StartEpisode();
  Totals totals;
  for (int64_t t = 0; t < settings.horizon; ++t) {
    Step(totals);
    for (int64_t k = 0; num_steps_ > settings.warmup_steps && k < settings.updates_per_step; ++k)
      Update(settings, totals);
  }
  const auto mean = [](double sum, double count) { return count > 0 ? sum / count : kNotMeasured; };
  OffPolicyRecord record;
  record.episodes = {.env_steps = static_cast<double>(num_steps_),
                     .mean_return = mean(totals.returns, totals.num_episodes),
                     .num_episodes = totals.num_episodes,
                     .mean_episode_length = mean(totals.lengths, totals.num_episodes)};
  record.num_updates = static_cast<double>(num_updates_);
  record.critic_loss = mean(totals.critic_loss, totals.num_updates);
  record.mean_value = mean(totals.mean_value, totals.num_updates);
  record.critic_gradient_norm = mean(totals.critic_gradient_norm, totals.num_updates);
  record.policy_gradient_norm = mean(totals.policy_gradient_norm, totals.num_policy_updates);
  if (settings.actor == ActorKind::kSquashedGaussian) {
    record.entropy = -mean(totals.log_prob, totals.num_policy_updates);
    record.mean_std = mean(totals.std, totals.num_policy_updates);
    record.entropy_coef = networks_.EntropyCoef(settings);
  }
  const std::optional<std::string> divergence = networks_.FindDivergence();
  if (!divergence && IsEvaluationDue(iteration)) {
    const Clock::time_point start = Clock::now();
    record.evaluation = Evaluate(iteration);
    totals.acting_seconds += SecondsSince(start);
  }
  columns.Append(record);
  return {.physics_seconds = totals.physics_seconds,
          .acting_seconds = totals.acting_seconds,
          .divergence = divergence};
}

void OffPolicyLearner::StartEpisode() {
  normalizer_.Add(env_.observations().data());
  std::ranges::copy(env_.observations(), observation_.begin());
  buffer_.Start(observation_);
  exploration_.StartEpisode();
  episode_return_ = 0;
  episode_length_ = 0;
}

void OffPolicyLearner::ChooseAction() {
  if (num_steps_ < settings_.warmup_steps) {
    for (float& value : action_) value = static_cast<float>(action_noise_.Uniform(-1, 1));
  } else {
    std::ranges::copy(acting_.ActInUnits(env_.observations(), &action_noise_), action_.begin());
    exploration_.Perturb(action_noise_, action_);
  }
  ScaleActions(env_.action_bounds(), action_, env_action_);
}

void OffPolicyLearner::Step(Totals& totals) {
  const Clock::time_point start = Clock::now();
  ChooseAction();
  const Clock::time_point before = Clock::now();
  env_.Step(std::span<const float>(env_action_));
  totals.physics_seconds += SecondsSince(before);
  ++num_steps_;
  ++episode_length_;
  episode_return_ += env_.rewards()[0];

  const bool terminated = env_.terminated()[0], ended = terminated || env_.truncated()[0];
  const bool terminal = terminated || (ended && settings_.time_limit == TimeLimit::kTerminal);
  const std::span<const double> next = ended ? env_.final_observations() : env_.observations();
  normalizer_.Add(next.data());
  std::ranges::copy(next, observation_.begin());
  buffer_.Add(action_, static_cast<float>(env_.rewards()[0]),
              terminal ? EpisodeEnd::kTerminated
              : ended  ? EpisodeEnd::kTruncated
                       : EpisodeEnd::kNone,
              observation_);
  if (ended) {
    totals.returns += episode_return_;
    totals.lengths += static_cast<double>(episode_length_);
    ++totals.num_episodes;
    StartEpisode();
  }
  totals.acting_seconds += SecondsSince(start);
}

void OffPolicyLearner::Update(const OffPolicySettings& settings, Totals& totals) {
  buffer_.Sample(settings.n_step, settings.discount, replay_order_, batch_);
  normalizer_.NormalizeRows(batch_.observation);
  normalizer_.NormalizeRows(batch_.next_observation);
  const UpdateMeasures measures = networks_.Update(settings, batch_, update_noise_);
  ++num_updates_;
  ++totals.num_updates;
  totals.critic_loss += measures.critic_loss;
  totals.mean_value += measures.mean_value;
  totals.critic_gradient_norm += measures.critic_gradient_norm;
  if (!measures.policy) return;
  ++totals.num_policy_updates;
  totals.policy_gradient_norm += measures.policy->gradient_norm;
  totals.log_prob += measures.policy->mean_log_prob;
  totals.std += measures.policy->mean_std;
}

// At the end of the iteration in which an interval is over, and of the run.
bool OffPolicyLearner::IsEvaluationDue(int64_t iteration) const {
  const auto intervals = [&](int64_t steps) { return steps / settings_.evaluation_interval; };
  return intervals(num_steps_) > intervals(num_steps_ - settings_.horizon) ||
         iteration + 1 == spec_.num_iterations;
}

EvaluationRecord OffPolicyLearner::Evaluate(int64_t iteration) {
  RandomStream resets({static_cast<uint64_t>(spec_.seed),
                       static_cast<uint64_t>(Purpose::kEvaluationResets),
                       static_cast<uint64_t>(iteration)});
  double returns = 0, lengths = 0;
  for (int64_t i = 0; i < settings_.evaluation_episodes; ++i) {
    const PlayedEpisode episode =
        PlayEpisode(resets.NextUint64() >> 2, nullptr, acting_, evaluation_env_);
    returns += episode.episode_return;
    lengths += static_cast<double>(episode.length);
  }
  const auto count = static_cast<double>(settings_.evaluation_episodes);
  return {.mean_return = returns / count,
          .mean_episode_length = lengths / count,
          .num_episodes = count};
}

void OffPolicyLearner::Save(TensorFile& file) const { gaitbench::Save(*this, kSavedName, file); }

void OffPolicyLearner::Restore(const TensorFile& file, const std::string& where) {
  gaitbench::Restore(file, kSavedName, where, *this);
}

void OffPolicyLearner::SaveParts(const std::filesystem::path& folder) {
  files_.Append(buffer_, folder);
}

void OffPolicyLearner::RestoreParts(const std::filesystem::path& folder) {
  files_.Read(folder, buffer_);
}

void OffPolicyLearner::SaveActor(TensorFile& file) const {
  SaveSquashedActor(settings_, networks_.actor_layout(), networks_.actor().parameters, normalizer_,
                    file);
}

}  // namespace gaitbench
