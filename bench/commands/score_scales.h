#pragma once

#include <vector>

#include "results/compare/score_scale.h"

namespace gaitbench {

// A scale of scores for each robot that has reference returns.
std::vector<ScoreScale> ScoreScales();

}  // namespace gaitbench
