// What a study may not mean as it is written, though it can be trained.
#pragma once

#include <string>

#include "bench/study/plan.h"

namespace gaitbench {

// On stderr, a line each: settings that act in none of their runs, variants that are the same.
// `plan` is the study's, `where` begins the paths.
void WarnOfStudy(const Study& study, const Plan& plan, const std::string& where);

}  // namespace gaitbench
