#include "algos/derivative_free/searched_policy.h"

#include "algos/kernels/saved.h"
#include "algos/networks/stored_layers.h"

namespace gaitbench {
namespace {

class SearchedActor : public Actor {
 public:
  SearchedActor(const DerivativeFreeSettings& settings, const TensorFile& file,
                const BatchedEnv& env, const std::string& where)
      : action_handling_(settings.action_handling),
        action_bounds_(env.action_bounds().begin(), env.action_bounds().end()),
        layout_(LayoutOf(settings, env)),
        activations_(layout_, /*max_samples=*/1),
        parameters_(layout_.num_parameters()),
        observation_(env.observation_size()) {
    RestoreLayers(file, "policy", layout_, where, parameters_);
    scale_.mean.resize(observation_.size());
    scale_.factor.resize(observation_.size());
    Restore(file, "observation_mean", where, scale_.mean);
    Restore(file, "observation_factor", where, scale_.factor);
  }

  void Act(std::span<const double> observation, RandomStream*, std::span<float> action) override {
    scale_.Apply(observation, observation_);
    Forward(layout_, parameters_, observation_, activations_);
    HandleActions(action_handling_, action_bounds_, activations_.output(), action);
  }

 private:
  ActionHandling action_handling_;
  std::vector<double> action_bounds_;  // [A,2]
  MlpLayout layout_;
  MlpActivations activations_;
  std::vector<float> parameters_, observation_;  // [P], [O]
  ObservationScale scale_;
};

}  // namespace

MlpLayout LayoutOf(const DerivativeFreeSettings& settings, const BatchedEnv& env) {
  return MlpLayout(
      {env.observation_size(), settings.hidden_sizes, env.action_size(), Activation::kTanh});
}

void ObservationScale::Apply(std::span<const double> observation, std::span<float> result) const {
  for (size_t i = 0; i < mean.size(); ++i)
    result[i] = static_cast<float>((observation[i] - mean[i]) * factor[i]);
}

ObservationScale ScaleOf(const RunningMoments& moments) {
  constexpr double kConstant = 1e-7;  // a deviation below it
  const size_t size = moments.mean().size();
  if (moments.count() < 2) return {std::vector<double>(size, 0), std::vector<double>(size, 1)};
  ObservationScale scale = {{moments.mean().begin(), moments.mean().end()},
                            std::vector<double>(size)};
  moments.StandardDeviations(scale.factor.data());
  for (double& factor : scale.factor) factor = factor < kConstant ? 0 : 1 / factor;
  return scale;
}

void SaveSearchedActor(const MlpLayout& layout, std::span<const float> parameters,
                       const ObservationScale& scale, TensorFile& file) {
  file.metadata["activation"] = "tanh";
  SaveLayers(layout, parameters, "policy", file);
  Save(scale.mean, "observation_mean", file);
  Save(scale.factor, "observation_factor", file);
}

std::unique_ptr<Actor> ReadSearchedActor(const DerivativeFreeSettings& settings,
                                         const TensorFile& file, const BatchedEnv& env,
                                         const std::string& where) {
  return std::make_unique<SearchedActor>(settings, file, env, where);
}

}  // namespace gaitbench
