// What the commands that train have in common: train, sweep, run and demo.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "bench/study/plan.h"

namespace gaitbench {

struct TrainingOptions {
  std::filesystem::path directory;
  std::optional<int64_t> num_workers;  // default: the cores that this process may use
  double checkpoint_every = 30;        // s
  bool quiet = false;
  bool leaves_study = true;  // DIR/study.json, from which commands that read DIR know the study
};

// --out, which the caller may make required, and the others. Returns --out.
CLI::Option* AddTrainingOptions(CLI::App& command, TrainingOptions& options);

// Says what is unusual about this build; from here on a signal ends runs after saving.
void PrepareToTrain();

// Runs of a plan by their numbers.
struct PlanRange {
  size_t first = 0, count = 0;
};

// Trains those of the plan's runs that are not there yet, tuning before the runs that report, which
// get what it chose. Returns the exit code.
int TrainRange(const Study& study, Plan& plan, PlanRange range, const TrainingOptions& options);

// Leaves DIR/tables.json, by what its study.json compares, and prints the tables.
void WriteTables(const std::filesystem::path& directory);

enum class SweepExtent { kAllSeeds, kUntilDecided };

// The whole of a study: its runs, or those until its question is decided, then its tables. `where`
// begins the messages about it. Returns the exit code.
int SweepStudy(const Study& study, const std::string& where, const TrainingOptions& options,
               SweepExtent extent = SweepExtent::kAllSeeds);

}  // namespace gaitbench
