// Named on-policy algorithms: the cells of the paper (paper_cells.h), and what users compare them
// with.
#pragma once

#include <vector>

#include "algos/learner/family.h"
#include "algos/on_policy/settings.h"

namespace gaitbench {

std::vector<FamilyOf<OnPolicySettings>::PresetOf> OnPolicyPresets();

}  // namespace gaitbench
