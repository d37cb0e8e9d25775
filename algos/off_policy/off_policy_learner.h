// A learner of the off-policy family: actor and critics in the loop of replay_learner.h.
#pragma once

#include <optional>
#include <string>

#include "algos/off_policy/actor.h"
#include "algos/off_policy/exploration.h"
#include "algos/off_policy/networks.h"
#include "algos/off_policy/record.h"
#include "algos/replay/replay_learner.h"

namespace gaitbench {

class OffPolicyLearner : public ReplayLearner {
 public:
  OffPolicyLearner(const OffPolicySettings& settings, const LearnerSpec& spec);

  LogColumns Columns() const override { return LogColumns::Of<OffPolicyRecord>(); }
  void SaveActor(TensorFile& file) const override;

  const OffPolicyNetworks& networks() const { return networks_; }

 protected:
  void StartIteration(int64_t iteration) override;
  void StartEpisode() override { exploration_.StartEpisode(); }
  void Explore(std::span<const double> observation, RandomStream& noise,
               std::span<float> action) override;
  void Update(const ReplayBatch& batch, RandomStream& noise) override;
  std::optional<std::string> FindDivergence() const override { return networks_.FindDivergence(); }
  Actor& EvaluatedActor() override { return actor_; }
  void Append(const EpisodeRecord& episodes, const EvaluationRecord& evaluation,
              LogColumns& columns) const override;
  void SaveLearned(const std::string& name, TensorFile& file) const override;
  void RestoreLearned(const TensorFile& file, const std::string& name,
                      const std::string& where) override;

 private:
  // Sums over an iteration, of what its record has the means of.
  struct Sums {
    double num_updates = 0, critic_loss = 0, mean_value = 0, critic_gradient_norm = 0;
    double num_policy_updates = 0, policy_gradient_norm = 0, log_prob = 0, std = 0;
  };

  OffPolicySettings settings_, now_;             // of the run; of this iteration
  RandomStream actor_weights_, critic_weights_;  // of the initial networks
  OffPolicyNetworks networks_;
  SquashedActor actor_;
  Exploration exploration_;
  Sums sums_;
};

}  // namespace gaitbench
