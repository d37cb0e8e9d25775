#include "algos/dqn/dqn_learner.h"

#include "algos/kernels/saved.h"
#include "algos/learner/streams.h"
#include "algos/replay/frozen_actor.h"

namespace gaitbench {

DqnLearner::DqnLearner(const DqnSettings& settings, const LearnerSpec& spec)
    : ReplayLearner(settings, settings, spec),
      settings_(settings),
      weights_(MakeStream(spec.seed, Purpose::kValueWeights)),
      values_(settings, env().observation_size(), env().action_size(), weights_),
      actor_(settings, env(), values_.network().parameters, normalizer()) {}

float DqnLearner::RandomBin(RandomStream& noise) const {
  return ActionOfBin(static_cast<int64_t>(noise.Below(settings_.bins)), settings_.bins);
}

void DqnLearner::ActAtRandom(RandomStream& noise, std::span<float> action) {
  for (float& value : action) value = RandomBin(noise);
}

void DqnLearner::Explore(std::span<const double> observation, RandomStream& noise,
                         std::span<float> action) {
  const std::span<const float> best = actor_.ActInUnits(observation);
  const double epsilon = EpsilonAt(settings_, num_steps());
  for (size_t j = 0; j < action.size(); ++j)
    action[j] = noise.Uniform() < epsilon ? RandomBin(noise) : best[j];
}

void DqnLearner::Update(const ReplayBatch& batch, RandomStream&) {
  const QMeasures measures = values_.Update(batch);
  ++sums_.num_updates;
  sums_.loss += measures.loss;
  sums_.mean_value += measures.mean_value;
  sums_.gradient_norm += measures.gradient_norm;
}

void DqnLearner::Append(const EpisodeRecord& episodes, const EvaluationRecord& evaluation,
                        LogColumns& columns) const {
  DqnRecord record;
  record.episodes = episodes;
  record.evaluation = evaluation;
  record.num_updates = static_cast<double>(values_.num_updates());
  record.value_loss = MeanOf(sums_.loss, sums_.num_updates);
  record.mean_value = MeanOf(sums_.mean_value, sums_.num_updates);
  record.value_gradient_norm = MeanOf(sums_.gradient_norm, sums_.num_updates);
  record.epsilon = EpsilonAt(settings_, num_steps());
  columns.Append(record);
}

void DqnLearner::SaveLearned(const std::string& name, TensorFile& file) const {
  gaitbench::Save(values_, name + ".values", file);
}

void DqnLearner::RestoreLearned(const TensorFile& file, const std::string& name,
                                const std::string& where) {
  gaitbench::Restore(file, name + ".values", where, values_);
}

void DqnLearner::SaveActor(TensorFile& file) const {
  SaveFrozenActor(settings_, values_.layout(), values_.network().parameters, normalizer(), file);
}

}  // namespace gaitbench
