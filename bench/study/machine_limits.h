// Whether this machine can train what a study asks for.
#pragma once

#include <filesystem>
#include <string>

#include "bench/study/plan.h"

namespace gaitbench {

// Throws ConfigError at the study's setting that asks for more than the machine has, before a run
// is begun; runs whose logs are in `directory` ask for nothing. `plan` is the study's, `where`
// begins the paths.
void CheckMachineLimits(const Study& study, const Plan& plan,
                        const std::filesystem::path& directory, const std::string& where);

}  // namespace gaitbench
