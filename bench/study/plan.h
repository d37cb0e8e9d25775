// Study -> runs, each with its settings resolved.
#pragma once

#include <span>
#include <vector>

#include "algos/run/run.h"
#include "bench/study/study.h"

namespace gaitbench {

// One point of a study's select grid; without one, all there is of a cell.
struct Candidate {
  std::string variant;  // names its tuning runs: "ppo+policy_learning_rate=0.0003"
  LearnerSettings settings;
  int64_t num_iterations = 0;
};

// One environment x variant.
struct PlanCell {
  std::string environment, variant;
  std::vector<Candidate> candidates;
};

// Runs are numbered from 0: first those of the tuning, then those that report.
struct Plan {
  std::vector<PlanCell> cells;     // by environment, then variant
  std::vector<RunSpec> tuning;     // live in DIR/tuning; empty where the study selects nothing
  std::vector<RunSpec> reporting;  // live in DIR, by cell. Until the choice is made, with the
                                   // settings of their first candidate

  size_t num_runs() const { return tuning.size() + reporting.size(); }
};

// Every run of the study. A run's settings are, each over the one before: the preset (for the
// environment's robot), the base's switches unless the variant names its own preset, the study's
// per_environment, the variant's switches, the variant's per_environment, the grid's point, the
// select grid's point. Throws ConfigError with the JSON path where one of them does not fit, and
// where the study decides about an effect and two cells of its grid are the same run.
Plan MakePlan(const Study& study, const std::string& where);

int64_t EnvSteps(const RunSpec& run);  // of the whole run

// Env steps of its evaluations for each of training, at most: where every episode of theirs comes
// to the time limit.
double EvaluationSteps(const RunSpec& run);

// What a run costs, in env steps of a small robot; a guess that orders runs and weighs progress.
double RelativeCost(const RunSpec& run);

// The order in which workers should take them: longest first, so that all cores end together.
std::vector<size_t> LongestFirst(std::span<const RunSpec> runs);

}  // namespace gaitbench
