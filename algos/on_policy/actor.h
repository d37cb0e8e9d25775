// The policy of an on-policy learner, stored and at work.
//
// A policy file's tensors are policy.<layer>.weight [in,out] and .bias [out], log_std [A],
// observation_mean and observation_std [O]; how to use them is in its metadata: mean action =
// network((o - mean) / (std + observation_epsilon)), clipped where observation_clip_range is given.
// With state_dependent_std there is no log_std: the first half of the network's output is the mean,
// the second what the deviation is made of (deviation.h). Where that is not log_std itself,
// std_parameter [A] has it of other policies.
#pragma once

#include <memory>
#include <string>

#include "algos/learner/learner.h"
#include "algos/networks/normalizer.h"
#include "algos/networks/policy.h"
#include "algos/on_policy/settings.h"
#include "envs/batched_env.h"

namespace gaitbench {

void SaveGaussianActor(const OnPolicySettings& settings, const Policy& policy,
                       const ObservationNormalizer& normalizer, TensorFile& file);

// Throws ConfigError at `where` if the file does not fit the settings or the environment.
std::unique_ptr<Actor> ReadGaussianActor(const OnPolicySettings& settings, const TensorFile& file,
                                         const BatchedEnv& env, const std::string& where);

}  // namespace gaitbench
