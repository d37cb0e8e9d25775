// The question that a study decides: whether it can be asked of the study, and its looks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/study/study.h"
#include "results/decide/decision.h"

namespace gaitbench {

// Throws ConfigError unless the question can be asked of what the study compares, whose names are
// given, and its looks are within the seeds.
void CheckQuestion(const Study& study, const std::vector<std::string>& names,
                   const std::string& where);

// None where the study has no question to decide.
std::optional<SequentialDesign> SequentialDesignOf(const Study& study, const std::string& where);

}  // namespace gaitbench
