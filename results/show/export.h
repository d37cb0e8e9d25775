// Run logs in the layouts of other tools.
#pragma once

#include <ostream>
#include <span>
#include <string>

#include "results/compare/comparison.h"
#include "results/log/run_log.h"

namespace gaitbench {

// One line per run and iteration: environment, variant, seed, iteration, then every column; empty:
// not measured.
void WriteIterationsCsv(std::span<const RunLog> logs, std::ostream& out);

// One line per run: environment, variant, seed, return.
std::string ReturnsToCsv(const Comparison& comparison);

// {"tasks": [...], "scores": {variant: [runs][tasks]}}, the arrays that rliable takes, of returns.
// Variants that lack an environment are left out, and so are seeds that not all environments have.
nlohmann::ordered_json ToRliableJson(const Comparison& comparison);

// {"gaitbench": {task: {algorithm: {"seed_0": {"step_0": {"step_count", "mean_return"}, ...,
// "absolute_metrics"}}}}}, the layout of marl-eval.
// Of finished runs, written run by run; absolute_metrics has the number that tables take of a run.
void WriteMarlEvalJson(std::span<const RunLog> logs, const ComparisonOptions& options,
                       std::ostream& out);

}  // namespace gaitbench
