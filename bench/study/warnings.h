// What a study may not mean as it is written, though it can be trained.
#pragma once

#include <string>
#include <vector>

#include "bench/study/plan.h"

namespace gaitbench {

// "s: sac on Hopper-v4 makes no update: ...", of variants whose runs end before their warm-up does.
std::vector<std::string> RunsWithoutUpdates(const Plan& plan, const std::string& where);

// On stderr, a line each: settings that act in none of their runs, variants that are the same, runs
// that make no update.
// `plan` is the study's, `where` begins the paths.
void WarnOfStudy(const Study& study, const Plan& plan, const std::string& where);

}  // namespace gaitbench
