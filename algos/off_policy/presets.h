#pragma once

#include <vector>

#include "algos/learner/family.h"
#include "algos/off_policy/settings.h"

namespace gaitbench {

// In the order in which they are listed.
std::vector<FamilyOf<OffPolicySettings>::PresetOf> OffPolicyPresets();

}  // namespace gaitbench
