// The loop of learners that learn from a replay buffer: acts, keeps what it went through, learns
// from samples of it after each env step, and now and then is evaluated. What is learned, and how
// it acts, is the subclass's.
//
// Axes: O observation size, A action size.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "algos/learner/learner.h"
#include "algos/networks/normalizer.h"
#include "algos/replay/replay_buffer.h"
#include "algos/replay/replay_files.h"
#include "algos/replay/replay_settings.h"
#include "envs/batched_env.h"

namespace gaitbench {

// Not measured where nothing was counted.
inline double MeanOf(double sum, double count) { return count > 0 ? sum / count : kNotMeasured; }

class ReplayLearner : public Learner {
 public:
  IterationOutcome Iterate(int64_t iteration, LogColumns& columns) override;
  void Save(TensorFile& file) const override;
  void Restore(const TensorFile& file, const std::string& where) override;
  void SaveParts(const std::filesystem::path& folder) override;
  void RestoreParts(const std::filesystem::path& folder) override;

  const ReplayBuffer& buffer() const { return buffer_; }

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("env", self.env_);
    visit("normalizer", self.normalizer_);
    visit("buffer", self.buffer_);
    visit("files", self.files_);
    visit("action_noise", self.action_noise_);
    visit("replay_order", self.replay_order_);
    visit("update_noise", self.update_noise_);
    visit("started", self.started_);
    visit("num_steps", self.num_steps_);
    visit("episode_return", self.episode_return_);
    visit("episode_length", self.episode_length_);
  }

 protected:
  ReplayLearner(const ReplaySettings& settings, const ObservationFilterSettings& filter,
                const LearnerSpec& spec);

  // What follows is that of iteration `iteration`, and measured anew.
  virtual void StartIteration(int64_t iteration) = 0;
  virtual void StartEpisode() {}
  // An action [A] within [-1,1]: in warm-up, and then at an observation as the environment gives
  // it.
  virtual void ActAtRandom(RandomStream& noise, std::span<float> action);
  virtual void Explore(std::span<const double> observation, RandomStream& noise,
                       std::span<float> action) = 0;
  // One update. The batch's observations are normalized; its rewards are the environment's, summed
  // over n steps, so that reward_scale is the subclass's to apply.
  virtual void Update(const ReplayBatch& batch, RandomStream& noise) = 0;
  // Names the first weight or moment that is not finite, which ends the run; none if all are.
  virtual std::optional<std::string> FindDivergence() const = 0;
  // Acts with what is learned now, without noise; valid as long as the learner.
  virtual Actor& EvaluatedActor() = 0;
  // The iteration's record: episodes, evaluation and what was measured.
  virtual void Append(const EpisodeRecord& episodes, const EvaluationRecord& evaluation,
                      LogColumns& columns) const = 0;
  // What is learned, under names that begin with `name`.
  virtual void SaveLearned(const std::string& name, TensorFile& file) const = 0;
  virtual void RestoreLearned(const TensorFile& file, const std::string& name,
                              const std::string& where) = 0;

  const LearnerSpec& spec() const { return spec_; }
  const BatchedEnv& env() const { return env_; }
  const ObservationNormalizer& normalizer() const { return normalizer_; }
  int64_t num_steps() const { return num_steps_; }  // env steps so far

 private:
  // Sums over an iteration, of what its record has the means of.
  struct Totals;

  void StartEpisodeHere();
  void Step(Totals& totals);
  void UpdateFromBuffer();
  bool IsEvaluationDue(int64_t iteration) const;
  EvaluationRecord Evaluate(int64_t iteration);

  ReplaySettings settings_;
  LearnerSpec spec_;
  BatchedEnv env_, evaluation_env_;
  ObservationNormalizer normalizer_;
  ReplayBuffer buffer_;
  ReplayFiles files_;
  RandomStream action_noise_, replay_order_, update_noise_;
  ReplayBatch batch_;
  bool started_ = false;
  int64_t num_steps_ = 0;
  double episode_return_ = 0;  // raw, so far
  int64_t episode_length_ = 0;
  std::vector<float> action_, env_action_;  // [A], within [-1,1] and as the environment takes it
  std::vector<float> observation_;          // [O]
};

}  // namespace gaitbench
