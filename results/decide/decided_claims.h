// What may be claimed of runs at which a study looked several times: what its decision says. A test
// at one look alone, whichever it is, allows for no other, so that it claims too much. Here nothing
// of an environment with a decision holds, is best or differs but what the decision is about, by
// its bound and with its repeated interval.
#pragma once

#include <vector>

#include "results/compare/difference.h"
#include "results/compare/factorial.h"
#include "results/decide/decision.h"
#include "results/paper/paper_comparison.h"
#include "results/paper/two_by_two.h"

namespace gaitbench {

void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<VariantResult>& results);
void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<Difference>& differences);
void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<TwoByTwo>& two_by_twos);
void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<Factorial>& factorials);
void ClaimOnlyDecided(const std::vector<Decision>& decisions, std::vector<PaperCell>& cells);

// That of the environment; null where it looked once.
const Decision* FindDecision(const std::vector<Decision>& decisions,
                             const std::string& environment);

}  // namespace gaitbench
