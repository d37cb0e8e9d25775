// The policy whose parameters are searched: a deterministic network of normalized observations.
//
// Axes: O observation size, A action size, P parameters.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "algos/derivative_free/settings.h"
#include "algos/learner/learner.h"
#include "algos/networks/mlp.h"
#include "algos/networks/normalizer.h"
#include "envs/batched_env.h"

namespace gaitbench {

MlpLayout LayoutOf(const DerivativeFreeSettings& settings, const BatchedEnv& env);

// Observations as policies see them: (o - mean) x factor.
struct ObservationScale {
  std::vector<double> mean, factor;  // [O]

  void Apply(std::span<const double> observation, std::span<float> result) const;
};

// One over the deviation, or 0 for what has not varied, as in the code of Mania et al. 2018; the
// observation itself before there are moments.
ObservationScale ScaleOf(const RunningMoments& moments);

// The tensors of a policy file: policy.<layer>.weight [in,out] and .bias [out], hidden layers tanh;
// observation_mean and observation_factor [O].
void SaveSearchedActor(const MlpLayout& layout, std::span<const float> parameters,
                       const ObservationScale& scale, TensorFile& file);

// Throws ConfigError at `where` if the file does not fit the settings or the environment.
std::unique_ptr<Actor> ReadSearchedActor(const DerivativeFreeSettings& settings,
                                         const TensorFile& file, const BatchedEnv& env,
                                         const std::string& where);

}  // namespace gaitbench
