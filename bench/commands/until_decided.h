// Training look by look: a study's runs are added until its question is decided.
#pragma once

#include "bench/commands/train_study.h"
#include "results/decide/decision.h"

namespace gaitbench {

// Trains what the looks of each environment lack, up to its next one where it is open, looks, and
// goes on until none is open.
// Nothing is stored but runs: the same command goes on from what is there. Returns the exit code.
int TrainUntilDecided(const Study& study, const Plan& plan, const SequentialDesign& design,
                      const TrainingOptions& options);

}  // namespace gaitbench
