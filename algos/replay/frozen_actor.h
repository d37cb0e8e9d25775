// A policy of one network that a file holds, at work.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "algos/learner/learner.h"
#include "algos/networks/normalizer.h"
#include "algos/networks/stored_layers.h"
#include "algos/networks/stored_statistics.h"
#include "envs/batched_env.h"

namespace gaitbench {

// Owns the parameters and statistics that a BorrowingActor works with.
template <class BorrowingActor>
class FrozenActor : public Actor {
 public:
  template <class Settings>
  FrozenActor(const Settings& settings, const BatchedEnv& env, std::vector<float> parameters,
              ObservationNormalizer normalizer)
      : parameters_(std::move(parameters)),
        normalizer_(std::move(normalizer)),
        actor_(settings, env, parameters_, normalizer_) {}

  void Act(std::span<const double> observation, RandomStream* noise,
           std::span<float> action) override {
    actor_.Act(observation, noise, action);
  }

 private:
  std::vector<float> parameters_;
  ObservationNormalizer normalizer_;
  BorrowingActor actor_;
};

// Weights as policy.<layer>.weight [in,out] and .bias [out], and the statistics of observations.
template <class Settings>
void SaveFrozenActor(const Settings& settings, const MlpLayout& layout,
                     std::span<const float> parameters, const ObservationNormalizer& normalizer,
                     TensorFile& file) {
  file.metadata["activation"] = WriteJson(settings.activation).template get<std::string>();
  SaveLayers(layout, parameters, "policy", file);
  SaveStatistics(settings, normalizer, file);
}

// Of a file's policy.<layer> and statistics; ConfigError at `where` if they do not fit.
template <class BorrowingActor, class Settings>
std::unique_ptr<Actor> ReadFrozenActor(const Settings& settings, const MlpLayout& layout,
                                       const TensorFile& file, const BatchedEnv& env,
                                       const std::string& where) {
  std::vector<float> parameters(layout.num_parameters());
  ObservationNormalizer normalizer(settings, env.observation_size());
  RestoreLayers(file, "policy", layout, where, parameters);
  RestoreStatistics(file, where, normalizer);
  return std::make_unique<FrozenActor<BorrowingActor>>(settings, env, std::move(parameters),
                                                       std::move(normalizer));
}

}  // namespace gaitbench
