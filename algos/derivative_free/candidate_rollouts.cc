#include "algos/derivative_free/candidate_rollouts.h"

#include <algorithm>
#include <optional>

#include "algos/kernels/sizes.h"
#include "algos/learner/clock.h"

namespace gaitbench {
namespace {

BatchedEnv MakeEnv(const DerivativeFreeSettings& settings, const LearnerSpec& spec) {
  const int64_t num_envs = std::min(settings.num_envs, NumCandidates(settings));
  return BatchedEnv(spec.task, {.num_envs = num_envs,
                                .num_threads = std::min(spec.num_threads, num_envs),
                                .autoreset = Autoreset::kNextStep});
}

}  // namespace

CandidateRollouts::CandidateRollouts(const DerivativeFreeSettings& settings,
                                     const LearnerSpec& spec)
    : settings_(settings),
      subtracted_(settings.score_healthy_reward ? 0 : spec.task.options.healthy_reward),
      env_(MakeEnv(settings, spec)),
      layout_(LayoutOf(settings, env_)),
      activations_(layout_, /*max_samples=*/1),
      candidate_(env_.num_envs()),
      observation_(env_.observation_size()),
      action_(env_.num_envs() * env_.action_size()),
      env_action_(action_.size()) {}

std::vector<Trial> CandidateRollouts::Try(std::span<const float> parameters,
                                          std::span<const uint64_t> seeds,
                                          const ObservationScale& scale, TrialSeconds& seconds) {
  const Clock::time_point start = Clock::now();
  RequireSize("parameters of candidates", parameters.size(),
              seeds.size() * layout_.num_parameters());
  std::vector<Trial> trials(seeds.size(), Trial(env_.observation_size()));
  int64_t next = 0;
  for (Start(seeds, next); IsAnyAtWork(); Start(seeds, next)) {
    Act(parameters, scale, trials);
    const Clock::time_point before = Clock::now();
    env_.Step(std::span<const float>(env_action_));
    seconds.physics += SecondsSince(before);
    Record(trials);
  }
  seconds.all += SecondsSince(start);
  return trials;
}

void CandidateRollouts::Start(std::span<const uint64_t> seeds, int64_t& next) {
  std::vector<uint8_t> starts(candidate_.size());
  std::vector<std::optional<uint64_t>> of_envs(candidate_.size());
  bool any = false;
  for (size_t n = 0; n < candidate_.size() && next < std::ssize(seeds); ++n) {
    if (candidate_[n]) continue;
    any = true;
    starts[n] = 1;
    of_envs[n] = seeds[next];
    candidate_[n] = next++;
  }
  if (any) env_.Reset(starts, of_envs);
}

// Environments without a candidate repeat their last action.
void CandidateRollouts::Act(std::span<const float> parameters, const ObservationScale& scale,
                            std::vector<Trial>& trials) {
  const int64_t o = env_.observation_size(), a = env_.action_size();
  const int64_t size = layout_.num_parameters();
  for (size_t n = 0; n < candidate_.size(); ++n) {
    if (!candidate_[n]) continue;
    const int64_t k = *candidate_[n];
    const std::span<const double> observation = env_.observations().subspan(n * o, o);
    if (settings_.observation_normalization) trials[k].observed.Add(observation.data());
    scale.Apply(observation, observation_);
    Forward(layout_, parameters.subspan(k * size, size), observation_, activations_);
    std::ranges::copy(activations_.output(), action_.begin() + static_cast<int64_t>(n) * a);
  }
  HandleActions(settings_.action_handling, env_.action_bounds(), action_, env_action_);
}

void CandidateRollouts::Record(std::vector<Trial>& trials) {
  for (size_t n = 0; n < candidate_.size(); ++n) {
    if (!candidate_[n]) continue;
    Trial& trial = trials[*candidate_[n]];
    trial.episode_return += env_.rewards()[n];
    trial.score += env_.rewards()[n] - subtracted_;
    ++trial.length;
    trial.completed = env_.terminated()[n] || env_.truncated()[n];
    if (trial.completed || trial.length == settings_.horizon) candidate_[n].reset();
  }
}

bool CandidateRollouts::IsAnyAtWork() const {
  return std::ranges::any_of(candidate_, [](const auto& at_work) { return at_work.has_value(); });
}

}  // namespace gaitbench
