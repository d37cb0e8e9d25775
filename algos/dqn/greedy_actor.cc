#include "algos/dqn/greedy_actor.h"

#include "algos/dqn/decoupled_q.h"
#include "algos/networks/action_handling.h"
#include "algos/replay/frozen_actor.h"

namespace gaitbench {

GreedyActor::GreedyActor(const DqnSettings& settings, const BatchedEnv& env,
                         std::span<const float> parameters, const ObservationNormalizer& normalizer)
    : bins_(settings.bins),
      action_bounds_(env.action_bounds().begin(), env.action_bounds().end()),
      parameters_(parameters),
      normalizer_(normalizer),
      layout_(settings.NetworkOf(env.observation_size(), env.action_size())),
      activations_(layout_, /*max_samples=*/1),
      observation_(env.observation_size()),
      action_(env.action_size()) {}

std::span<const float> GreedyActor::ActInUnits(std::span<const double> observation) {
  normalizer_.Normalize(observation.data(), observation_.data());
  Forward(layout_, parameters_, observation_, activations_);
  BestActions(activations_.output(), bins_, action_);
  return action_;
}

void GreedyActor::Act(std::span<const double> observation, RandomStream*, std::span<float> action) {
  ScaleActions(action_bounds_, ActInUnits(observation), action);
}

std::unique_ptr<Actor> ReadGreedyActor(const DqnSettings& settings, const TensorFile& file,
                                       const BatchedEnv& env, const std::string& where) {
  const MlpLayout layout(settings.NetworkOf(env.observation_size(), env.action_size()));
  return ReadFrozenActor<GreedyActor>(settings, layout, file, env, where);
}

}  // namespace gaitbench
