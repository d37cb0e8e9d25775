// What a study says, in sentences.
#pragma once

#include <string>
#include <vector>

#include "results/tables/tables.h"

namespace gaitbench {

// One sentence per environment; one on the decision of the study's question where it has one; one
// on which of two factors makes more where variants cross them, and one on the effects of switches
// where the variants are a full grid.
std::vector<std::string> Verdict(const Tables& tables);

// Flags of every variant, each once, with whom they hold for.
std::vector<std::string> Warnings(const Comparison& comparison);

}  // namespace gaitbench
