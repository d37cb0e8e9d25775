// Learners that act with their policy, learn from what it did, and forget it: policy gradients.
#pragma once

#include "algos/learner/family.h"

namespace gaitbench {

const Family& OnPolicyFamily();

}  // namespace gaitbench
