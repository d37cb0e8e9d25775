// Off-policy learners as one row of the program's table of families (algos/run/families.cc).
#pragma once

#include "algos/learner/family.h"

namespace gaitbench {

const Family& OffPolicyFamily();

}  // namespace gaitbench
