// What a plan's seeds will find: the power of the tables' tests, or of a sequential design and the
// seeds that it will take.
#pragma once

#include <string>

#include "bench/study/plan.h"

namespace gaitbench {

// For people.
std::string PowerText(const Study& study, const Plan& plan, const std::string& where);

// Under the keys "power" and, for a study with a question to decide, "decide".
void AddPower(const Study& study, const Plan& plan, const std::string& where,
              nlohmann::ordered_json& document);

}  // namespace gaitbench
