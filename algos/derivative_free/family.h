// Learners without gradients: random search and the cross-entropy method over a policy's
// parameters, the floor that every other learner must beat.
#pragma once

#include "algos/learner/family.h"

namespace gaitbench {

const Family& DerivativeFreeFamily();

}  // namespace gaitbench
