// A grid over settings: the combinations of its axes' values, each with a name made from what
// varies.
#pragma once

#include <string>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// Settings of a learner, some of them; read strictly when they are applied to one.
using Settings = nlohmann::json;

struct GridPoint {
  std::string name;  // "initialization=xavier+value_clipping=off"
  Settings settings = Settings::object();
};

// The full factorial over `axes`, the last axis varying fastest; one point without a name where
// there are none. An axis is a setting with its values, {"value_clipping": [false, true]}, or a
// name of its own with settings under labels, {"annealing": {"off": {...}, "on": {...}}}. Axes and
// labels are in alphabetical order. Throws ConfigError, beginning with `path`, on another form.
std::vector<GridPoint> GridPoints(const Settings& axes, const std::string& path);

// "a+b", or the one that is not empty
std::string JoinNames(const std::string& a, const std::string& b);

}  // namespace gaitbench
