// Deep Q-learning on discretized actions in the loop of algos/replay/replay_learner.h.
#pragma once

#include <optional>
#include <string>

#include "algos/dqn/decoupled_q.h"
#include "algos/dqn/greedy_actor.h"
#include "algos/dqn/record.h"
#include "algos/replay/replay_learner.h"

namespace gaitbench {

class DqnLearner : public ReplayLearner {
 public:
  DqnLearner(const DqnSettings& settings, const LearnerSpec& spec);

  LogColumns Columns() const override { return LogColumns::Of<DqnRecord>(); }
  void SaveActor(TensorFile& file) const override;

  const DecoupledQ& values() const { return values_; }

 protected:
  void StartIteration(int64_t) override { sums_ = {}; }
  void ActAtRandom(RandomStream& noise, std::span<float> action) override;
  void Explore(std::span<const double> observation, RandomStream& noise,
               std::span<float> action) override;
  void Update(const ReplayBatch& batch, RandomStream& noise) override;
  std::optional<std::string> FindDivergence() const override { return values_.FindDivergence(); }
  Actor& EvaluatedActor() override { return actor_; }
  void Append(const EpisodeRecord& episodes, const EvaluationRecord& evaluation,
              LogColumns& columns) const override;
  void SaveLearned(const std::string& name, TensorFile& file) const override;
  void RestoreLearned(const TensorFile& file, const std::string& name,
                      const std::string& where) override;

 private:
  // Sums over an iteration, of what its record has the means of.
  struct Sums {
    double num_updates = 0, loss = 0, mean_value = 0, gradient_norm = 0;
  };

  float RandomBin(RandomStream& noise) const;

  DqnSettings settings_;
  RandomStream weights_;  // of the initial network
  DecoupledQ values_;
  GreedyActor actor_;
  Sums sums_;
};

}  // namespace gaitbench
