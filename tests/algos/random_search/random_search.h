// A learner of another family, outside of the program: random search over a linear policy. Its
// files are all that it took; the program's own code knows nothing of it.
#pragma once

#include "algos/learner/family.h"

namespace gaitbench {

const Family& RandomSearchFamily();

}  // namespace gaitbench
