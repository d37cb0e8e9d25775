// What the ids of environments and variants say, and how they are shown to people: ppo_m as PPO-M,
// ppo+clip_range=0.3 as PPO, clip_range=0.3. An id without a row here is shown as it is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gaitbench {

// "Hopper-v4" -> "Hopper"
std::string RobotOf(const std::string& environment);

std::string DisplayName(std::string_view variant);

// "annealing=on", "initialization=xavier" of "annealing=on+initialization=xavier", as a study's
// grid names a variant. A plus at the end, as of "TRPO+", belongs to the name.
std::vector<std::string> NameParts(std::string_view variant);

// {"annealing": "on", ...} of a variant that a study's grid named "annealing=on+...".
std::map<std::string, std::string> AxisValues(std::string_view variant);

// The number that a label of a grid is, if it is one.
std::optional<double> NumberOfLabel(const std::string& label);

// Of the two values of an axis, whether this one counts as on: of "none", "off" or "false" and
// another the other, of two numbers or lists of them ("64x32") the larger, else the earlier in the
// alphabet.
bool IsOn(const std::string& value, const std::string& other);

// The ids in the order of the paper's tables, then those without a row there in the order given.
std::vector<std::string> InDisplayOrder(std::vector<std::string> variants);

}  // namespace gaitbench
