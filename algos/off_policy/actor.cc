#include "algos/off_policy/actor.h"

#include "algos/networks/action_handling.h"
#include "algos/replay/frozen_actor.h"

namespace gaitbench {

SquashedActor::SquashedActor(const OffPolicySettings& settings, const BatchedEnv& env,
                             std::span<const float> parameters,
                             const ObservationNormalizer& normalizer)
    : action_bounds_(env.action_bounds().begin(), env.action_bounds().end()),
      parameters_(parameters),
      normalizer_(normalizer),
      policy_(settings.ActorOf(env.observation_size(), env.action_size()), /*max_samples=*/1),
      observation_(env.observation_size()),
      noise_(env.action_size()) {}

std::span<const float> SquashedActor::ActInUnits(std::span<const double> observation,
                                                 RandomStream* noise) {
  normalizer_.Normalize(observation.data(), observation_.data());
  const bool samples = noise && policy_.IsGaussian();
  for (float& value : noise_) value = samples ? static_cast<float>(noise->Normal()) : 0;
  policy_.Act(parameters_, observation_, samples ? noise_ : std::span<const float>());
  return policy_.action();
}

void SquashedActor::Act(std::span<const double> observation, RandomStream* noise,
                        std::span<float> action) {
  ScaleActions(action_bounds_, ActInUnits(observation, noise), action);
}

std::unique_ptr<Actor> ReadSquashedActor(const OffPolicySettings& settings, const TensorFile& file,
                                         const BatchedEnv& env, const std::string& where) {
  const ActorShape shape = settings.ActorOf(env.observation_size(), env.action_size());
  return ReadFrozenActor<SquashedActor>(settings, MlpLayout(shape.network()), file, env, where);
}

}  // namespace gaitbench
