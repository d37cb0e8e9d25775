// The robots that stay in their place.
// Figures from Gymnasium 1.4.0.
#include "envs/robots.h"

namespace gaitbench {

std::vector<Robot> ControlRobots() { return {}; }

}  // namespace gaitbench
