#include "algos/off_policy/off_policy_learner.h"

#include <algorithm>

#include "algos/kernels/saved.h"
#include "algos/learner/streams.h"
#include "algos/replay/frozen_actor.h"

namespace gaitbench {

OffPolicyLearner::OffPolicyLearner(const OffPolicySettings& settings, const LearnerSpec& spec)
    : ReplayLearner(settings, settings, spec),
      settings_(settings),
      actor_weights_(MakeStream(spec.seed, Purpose::kPolicyWeights)),
      critic_weights_(MakeStream(spec.seed, Purpose::kValueWeights)),
      networks_(settings, env().observation_size(), env().action_size(), actor_weights_,
                critic_weights_),
      actor_(settings, env(), networks_.actor().parameters, normalizer()),
      exploration_(settings, env().action_size()) {}

void OffPolicyLearner::StartIteration(int64_t iteration) {
  now_ = SettingsAt(settings_, iteration, spec().num_iterations);
  sums_ = {};
}

void OffPolicyLearner::Explore(std::span<const double> observation, RandomStream& noise,
                               std::span<float> action) {
  std::ranges::copy(actor_.ActInUnits(observation, &noise), action.begin());
  exploration_.Perturb(noise, action);
}

void OffPolicyLearner::Update(const ReplayBatch& batch, RandomStream& noise) {
  const UpdateMeasures measures = networks_.Update(now_, batch, noise);
  ++sums_.num_updates;
  sums_.critic_loss += measures.critic_loss;
  sums_.mean_value += measures.mean_value;
  sums_.critic_gradient_norm += measures.critic_gradient_norm;
  if (!measures.policy) return;
  ++sums_.num_policy_updates;
  sums_.policy_gradient_norm += measures.policy->gradient_norm;
  sums_.log_prob += measures.policy->mean_log_prob;
  sums_.std += measures.policy->mean_std;
}

void OffPolicyLearner::Append(const EpisodeRecord& episodes, const EvaluationRecord& evaluation,
                              LogColumns& columns) const {
  OffPolicyRecord record;
  record.episodes = episodes;
  record.evaluation = evaluation;
  record.num_updates = static_cast<double>(networks_.num_updates());
  record.critic_loss = MeanOf(sums_.critic_loss, sums_.num_updates);
  record.mean_value = MeanOf(sums_.mean_value, sums_.num_updates);
  record.critic_gradient_norm = MeanOf(sums_.critic_gradient_norm, sums_.num_updates);
  record.policy_gradient_norm = MeanOf(sums_.policy_gradient_norm, sums_.num_policy_updates);
  if (settings_.actor == ActorKind::kSquashedGaussian) {
    record.entropy = -MeanOf(sums_.log_prob, sums_.num_policy_updates);
    record.mean_std = MeanOf(sums_.std, sums_.num_policy_updates);
    record.entropy_coef = networks_.EntropyCoef(now_);
  }
  columns.Append(record);
}

void OffPolicyLearner::SaveLearned(const std::string& name, TensorFile& file) const {
  gaitbench::Save(networks_, name + ".networks", file);
  gaitbench::Save(exploration_, name + ".exploration", file);
}

void OffPolicyLearner::RestoreLearned(const TensorFile& file, const std::string& name,
                                      const std::string& where) {
  gaitbench::Restore(file, name + ".networks", where, networks_);
  gaitbench::Restore(file, name + ".exploration", where, exploration_);
}

void OffPolicyLearner::SaveActor(TensorFile& file) const {
  SaveFrozenActor(settings_, networks_.actor_layout(), networks_.actor().parameters, normalizer(),
                  file);
}

}  // namespace gaitbench
