// Settings that change over a run.
#pragma once

#include <cstdint>

#include "algos/on_policy/settings.h"

namespace gaitbench {

// The settings of iteration `iteration` of `num_iterations`: those that are annealed have their
// value there, linear from the first iteration's to the end's, which the last iteration does not
// quite reach.
OnPolicySettings SettingsAt(const OnPolicySettings& config, int64_t iteration,
                            int64_t num_iterations);

}  // namespace gaitbench
