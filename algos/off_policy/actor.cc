#include "algos/off_policy/actor.h"

#include "algos/networks/action_handling.h"
#include "algos/networks/stored_layers.h"
#include "algos/networks/stored_statistics.h"

namespace gaitbench {
namespace {

// What SquashedActing needs, read from a file.
struct StoredActor {
  ActorShape shape;
  std::vector<float> parameters;
  ObservationNormalizer normalizer;
};

class FrozenActor : public Actor {
 public:
  FrozenActor(StoredActor stored, const BatchedEnv& env)
      : stored_(std::move(stored)),
        acting_(stored_.shape, env, stored_.parameters, stored_.normalizer) {}

  void Act(std::span<const double> observation, RandomStream* noise,
           std::span<float> action) override {
    acting_.Act(observation, noise, action);
  }

 private:
  StoredActor stored_;
  SquashedActing acting_;
};

}  // namespace

SquashedActing::SquashedActing(const ActorShape& shape, const BatchedEnv& env,
                               std::span<const float> parameters,
                               const ObservationNormalizer& normalizer)
    : action_bounds_(env.action_bounds().begin(), env.action_bounds().end()),
      parameters_(parameters),
      normalizer_(normalizer),
      actor_(shape, /*max_samples=*/1),
      observation_(shape.observation_size),
      noise_(shape.action_size) {}

std::span<const float> SquashedActing::ActInUnits(std::span<const double> observation,
                                                  RandomStream* noise) {
  normalizer_.Normalize(observation.data(), observation_.data());
  const bool samples = noise && actor_.IsGaussian();
  for (float& value : noise_) value = samples ? static_cast<float>(noise->Normal()) : 0;
  actor_.Act(parameters_, observation_, samples ? noise_ : std::span<const float>());
  return actor_.action();
}

void SquashedActing::Act(std::span<const double> observation, RandomStream* noise,
                         std::span<float> action) {
  ScaleActions(action_bounds_, ActInUnits(observation, noise), action);
}

void SaveSquashedActor(const OffPolicySettings& settings, const MlpLayout& layout,
                       std::span<const float> parameters, const ObservationNormalizer& normalizer,
                       TensorFile& file) {
  file.metadata["activation"] = WriteJson(settings.activation).get<std::string>();
  file.metadata["observation_normalization"] =
      settings.observation_normalization ? "true" : "false";
  file.metadata["observation_epsilon"] = nlohmann::json(ObservationNormalizer::kEpsilon).dump();
  SaveLayers(layout, parameters, "policy", file);
  SaveStatistics(normalizer, file);
}

std::unique_ptr<Actor> ReadSquashedActor(const OffPolicySettings& settings, const TensorFile& file,
                                         const BatchedEnv& env, const std::string& where) {
  StoredActor stored = {.shape = settings.ActorOf(env.observation_size(), env.action_size()),
                        .parameters = {},
                        .normalizer = {settings, env.observation_size()}};
  const MlpLayout layout(stored.shape.network());
  stored.parameters.resize(layout.num_parameters());
  RestoreLayers(file, "policy", layout, where, stored.parameters);
  RestoreStatistics(file, where, stored.normalizer);
  return std::make_unique<FrozenActor>(std::move(stored), env);
}

}  // namespace gaitbench
