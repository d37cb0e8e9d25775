// A learner of the off-policy family: acts, keeps what it went through, and learns from samples of
// it after each env step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "algos/learner/learner.h"
#include "algos/off_policy/actor.h"
#include "algos/off_policy/exploration.h"
#include "algos/off_policy/networks.h"
#include "algos/off_policy/record.h"
#include "algos/off_policy/replay_files.h"

namespace gaitbench {

class OffPolicyLearner : public Learner {
 public:
  OffPolicyLearner(const OffPolicySettings& settings, const LearnerSpec& spec);

  LogColumns Columns() const override { return LogColumns::Of<OffPolicyRecord>(); }
  IterationOutcome Iterate(int64_t iteration, LogColumns& columns) override;
  void Save(TensorFile& file) const override;
  void Restore(const TensorFile& file, const std::string& where) override;
  void SaveParts(const std::filesystem::path& folder) override;
  void RestoreParts(const std::filesystem::path& folder) override;
  void SaveActor(TensorFile& file) const override;

  const OffPolicyNetworks& networks() const { return networks_; }
  const ReplayBuffer& buffer() const { return buffer_; }

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("env", self.env_);
    visit("normalizer", self.normalizer_);
    visit("buffer", self.buffer_);
    visit("files", self.files_);
    visit("networks", self.networks_);
    visit("exploration", self.exploration_);
    visit("action_noise", self.action_noise_);
    visit("replay_order", self.replay_order_);
    visit("update_noise", self.update_noise_);
    visit("started", self.started_);
    visit("num_steps", self.num_steps_);
    visit("num_updates", self.num_updates_);
    visit("episode_return", self.episode_return_);
    visit("episode_length", self.episode_length_);
  }

 private:
  // Sums over an iteration, of what its record has the means of.
  struct Totals;

  void StartEpisode();
  void ChooseAction();
  void Step(Totals& totals);
  void Update(const OffPolicySettings& settings, Totals& totals);
  bool IsEvaluationDue(int64_t iteration) const;
  EvaluationRecord Evaluate(int64_t iteration);

  OffPolicySettings settings_;
  LearnerSpec spec_;
  BatchedEnv env_, evaluation_env_;
  ObservationNormalizer normalizer_;
  ReplayBuffer buffer_;
  ReplayFiles files_;
  RandomStream actor_weights_, critic_weights_;  // of the initial networks
  OffPolicyNetworks networks_;
  SquashedActing acting_;
  Exploration exploration_;
  RandomStream action_noise_, replay_order_, update_noise_;
  ReplayBatch batch_;
  bool started_ = false;
  int64_t num_steps_ = 0, num_updates_ = 0;
  double episode_return_ = 0;  // raw, so far
  int64_t episode_length_ = 0;
  std::vector<float> action_, env_action_;  // [A], within [-1,1] and as the environment takes it
  std::vector<float> observation_;          // [O]
};

}  // namespace gaitbench
