// Candidates at work: one episode each, from a reset of its own, so that what a candidate does is
// the same whichever others are stepped beside it.
//
// Axes: K candidates, N environments, P parameters, O observation size, A action size.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "algos/derivative_free/searched_policy.h"
#include "algos/derivative_free/settings.h"
#include "algos/learner/learner.h"
#include "envs/batched_env.h"

namespace gaitbench {

// A candidate's episode.
struct Trial {
  explicit Trial(int64_t observation_size) : observed(observation_size) {}

  double episode_return = 0;  // raw
  double score = 0;           // what the search goes by
  int64_t length = 0;         // env steps
  bool completed = false;     // by a fall or the task's time limit; not: cut at the horizon
  RunningMoments observed;    // of what it saw, with observation normalization
};

struct TrialSeconds {
  double physics = 0, all = 0;
};

class CandidateRollouts {
 public:
  CandidateRollouts(const DerivativeFreeSettings& settings, const LearnerSpec& spec);

  // Trials of all candidates. parameters [K,P]; seeds [K], of each one's reset. Adds the time that
  // they take to `seconds`.
  std::vector<Trial> Try(std::span<const float> parameters, std::span<const uint64_t> seeds,
                         const ObservationScale& scale, TrialSeconds& seconds);

  const BatchedEnv& env() const { return env_; }
  const MlpLayout& layout() const { return layout_; }

 private:
  // Gives environments without a candidate the next ones, whose episodes begin.
  void Start(std::span<const uint64_t> seeds, int64_t& next);
  void Act(std::span<const float> parameters, const ObservationScale& scale,
           std::vector<Trial>& trials);
  // Frees the environments whose trials are over.
  void Record(std::vector<Trial>& trials);
  bool IsAnyAtWork() const;

  DerivativeFreeSettings settings_;
  double subtracted_;  // from each reward in scores
  BatchedEnv env_;
  MlpLayout layout_;
  MlpActivations activations_;
  std::vector<std::optional<int64_t>> candidate_;         // [N], at work there
  std::vector<float> observation_, action_, env_action_;  // [O], [N,A], [N,A]
};

}  // namespace gaitbench
