#include "algos/on_policy/actor.h"

#include <algorithm>

#include "algos/networks/action_handling.h"
#include "algos/networks/stored_statistics.h"

namespace gaitbench {
namespace {

class GaussianActor : public Actor {
 public:
  GaussianActor(const OnPolicySettings& settings, const TensorFile& file, const BatchedEnv& env,
                const std::string& where)
      : action_handling_(settings.action_handling),
        action_bounds_(env.action_bounds().begin(), env.action_bounds().end()),
        policy_(settings, env.observation_size(), env.action_size(), /*max_samples=*/1, unused_),
        normalizer_(settings, env.observation_size()),
        observation_(env.observation_size()),
        action_(env.action_size()) {
    policy_.RestoreFrom(file, where);
    RestoreStatistics(file, where, normalizer_);
  }

  void Act(std::span<const double> observation, RandomStream* noise,
           std::span<float> action) override {
    normalizer_.Normalize(observation.data(), observation_.data());
    const ActionDistribution at = policy_.At(observation_);
    std::ranges::copy(at.gaussian().mean, action_.begin());
    if (noise) at.Sample(0, *noise, action_);
    HandleActions(action_handling_, action_bounds_, action_, action);
  }

 private:
  ActionHandling action_handling_;
  std::vector<double> action_bounds_;  // [A,2]
  RandomStream unused_;                // of initial weights, which are replaced
  Policy policy_;
  ObservationNormalizer normalizer_;
  std::vector<float> observation_, action_;
};

}  // namespace

void SaveGaussianActor(const OnPolicySettings& settings, const Policy& policy,
                       const ObservationNormalizer& normalizer, TensorFile& file) {
  file.metadata["activation"] = WriteJson(settings.activation).get<std::string>();
  policy.SaveTo(file);
  SaveStatistics(settings, normalizer, file);
}

std::unique_ptr<Actor> ReadGaussianActor(const OnPolicySettings& settings, const TensorFile& file,
                                         const BatchedEnv& env, const std::string& where) {
  return std::make_unique<GaussianActor>(settings, file, env, where);
}

}  // namespace gaitbench
