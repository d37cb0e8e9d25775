// Settings that a study gives and that nothing reads: PPO's clip range in a run of TRPO, say.
#pragma once

#include <string>
#include <vector>

#include "bench/study/plan.h"

namespace gaitbench {

// A sentence, beginning with its JSON path, for each setting that acts in none of the runs that it
// is given for. `plan` is the study's, `where` begins the paths.
std::vector<std::string> IdleSwitches(const Study& study, const Plan& plan,
                                      const std::string& where);

}  // namespace gaitbench
