// Learners of the values of discretized actions.
#pragma once

#include "algos/learner/family.h"

namespace gaitbench {

const Family& DqnFamily();

}  // namespace gaitbench
