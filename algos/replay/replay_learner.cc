#include "algos/replay/replay_learner.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "algos/kernels/saved.h"
#include "algos/learner/clock.h"
#include "algos/learner/episode.h"
#include "algos/learner/streams.h"
#include "algos/networks/action_handling.h"

namespace gaitbench {
namespace {

constexpr const char* kSavedName = "replay";

// An evaluation plays whole episodes, in which no stop is looked at.
LearnerSpec CheckedSpec(LearnerSpec spec) {
  constexpr int64_t kMostSteps = 1'000'000;
  if (spec.task.options.max_episode_steps > kMostSteps) {
    throw ConfigError("max_episode_steps",
                      fmt::format("expected at most {} where evaluations play whole episodes, got "
                                  "{}",
                                  kMostSteps, spec.task.options.max_episode_steps));
  }
  return spec;
}

}  // namespace

struct ReplayLearner::Totals {
  double returns = 0, lengths = 0, num_episodes = 0;
  double physics_seconds = 0, acting_seconds = 0;
};

ReplayLearner::ReplayLearner(const ReplaySettings& settings,
                             const ObservationFilterSettings& filter, const LearnerSpec& spec)
    : settings_(settings),
      spec_(CheckedSpec(spec)),
      env_(spec.task, {.num_envs = 1, .autoreset = Autoreset::kSameStep}),
      evaluation_env_(spec.task, {.num_envs = 1, .autoreset = Autoreset::kDisabled}),
      normalizer_(filter, env_.observation_size()),
      buffer_(settings.buffer_capacity, env_.observation_size(), env_.action_size()),
      action_noise_(MakeStream(spec.seed, Purpose::kActionNoise)),
      replay_order_(MakeStream(spec.seed, Purpose::kReplayOrder)),
      update_noise_(MakeStream(spec.seed, Purpose::kUpdateNoise)),
      batch_(settings.batch_size, env_.observation_size(), env_.action_size()),
      action_(env_.action_size()),
      env_action_(env_.action_size()),
      observation_(env_.observation_size()) {
  CheckCapacity(settings, env_);
  RandomStream resets = MakeStream(spec.seed, Purpose::kResets);
  env_.Reset(DrawResetSeed(resets));
}

IterationOutcome ReplayLearner::Iterate(int64_t iteration, LogColumns& columns) {
  StartIteration(iteration);
  if (!std::exchange(started_, true)) StartEpisodeHere();
  Totals totals;
  for (int64_t t = 0; t < settings_.horizon; ++t) {
    Step(totals);
    for (int64_t k = 0; num_steps_ > settings_.warmup_steps && k < settings_.updates_per_step; ++k)
      UpdateFromBuffer();
  }
  const std::optional<std::string> divergence = FindDivergence();
  EvaluationRecord evaluation;
  if (!divergence && IsEvaluationDue(iteration)) {
    const Clock::time_point start = Clock::now();
    evaluation = Evaluate(iteration);
    totals.acting_seconds += SecondsSince(start);
  }
  Append({.env_steps = static_cast<double>(num_steps_),
          .mean_return = MeanOf(totals.returns, totals.num_episodes),
          .num_episodes = totals.num_episodes,
          .mean_episode_length = MeanOf(totals.lengths, totals.num_episodes)},
         evaluation, columns);
  return {.physics_seconds = totals.physics_seconds,
          .acting_seconds = totals.acting_seconds,
          .divergence = divergence};
}

void ReplayLearner::ActAtRandom(RandomStream& noise, std::span<float> action) {
  for (float& value : action) value = static_cast<float>(noise.Uniform(-1, 1));
}

void ReplayLearner::StartEpisodeHere() {
  normalizer_.Add(env_.observations().data());
  std::ranges::copy(env_.observations(), observation_.begin());
  buffer_.Start(observation_);
  StartEpisode();
  episode_return_ = 0;
  episode_length_ = 0;
}

void ReplayLearner::Step(Totals& totals) {
  const Clock::time_point start = Clock::now();
  if (num_steps_ < settings_.warmup_steps) {
    ActAtRandom(action_noise_, action_);
  } else {
    Explore(env_.observations(), action_noise_, action_);
  }
  ScaleActions(env_.action_bounds(), action_, env_action_);
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
    StartEpisodeHere();
  }
  totals.acting_seconds += SecondsSince(start);
}

void ReplayLearner::UpdateFromBuffer() {
  buffer_.Sample(settings_.n_step, settings_.discount, replay_order_, batch_);
  normalizer_.NormalizeRows(batch_.observation);
  normalizer_.NormalizeRows(batch_.next_observation);
  Update(batch_, update_noise_);
}

// At the end of the iteration in which an interval is over, and of the run.
bool ReplayLearner::IsEvaluationDue(int64_t iteration) const {
  const auto intervals = [&](int64_t steps) { return steps / settings_.evaluation_interval; };
  return intervals(num_steps_) > intervals(num_steps_ - settings_.horizon) ||
         iteration + 1 == spec_.num_iterations;
}

EvaluationRecord ReplayLearner::Evaluate(int64_t iteration) {
  RandomStream resets({static_cast<uint64_t>(spec_.seed),
                       static_cast<uint64_t>(Purpose::kEvaluationResets),
                       static_cast<uint64_t>(iteration)});
  double returns = 0, lengths = 0;
  for (int64_t i = 0; i < settings_.evaluation_episodes; ++i) {
    const PlayedEpisode episode =
        PlayEpisode(DrawResetSeed(resets), nullptr, EvaluatedActor(), evaluation_env_);
    returns += episode.episode_return;
    lengths += static_cast<double>(episode.length);
  }
  const auto count = static_cast<double>(settings_.evaluation_episodes);
  return {.mean_return = returns / count,
          .mean_episode_length = lengths / count,
          .num_episodes = count};
}

void ReplayLearner::Save(TensorFile& file) const {
  gaitbench::Save(*this, kSavedName, file);
  SaveLearned(kSavedName, file);
}

void ReplayLearner::Restore(const TensorFile& file, const std::string& where) {
  gaitbench::Restore(file, kSavedName, where, *this);
  RestoreLearned(file, kSavedName, where);
}

void ReplayLearner::SaveParts(const std::filesystem::path& folder) {
  files_.Append(buffer_, folder);
}

void ReplayLearner::RestoreParts(const std::filesystem::path& folder) {
  files_.Read(folder, buffer_);
}

}  // namespace gaitbench
