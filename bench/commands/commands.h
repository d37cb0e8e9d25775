// The commands, each in a file of its name: train.cc has `gaitbench train`. Results go to stdout,
// messages to stderr.
#pragma once

#include <CLI/CLI.hpp>

namespace gaitbench {

// Adds one command with its options to the program; when it is called it leaves its exit code
// there. Wrong input is a ConfigError.
using AddCommand = void(CLI::App& program, int& exit_code);

AddCommand AddDemo, AddTrain, AddSweep, AddPlan, AddRun, AddSubmit, AddStatus, AddTable, AddCompare,
    AddReport, AddPublish, AddExport, AddSwitches, AddVariants, AddEnvs, AddTrace, AddEvaluate,
    AddNew, AddCompletion, AddWatch, AddPolicies;

// All of them, in the order of --help.
inline constexpr AddCommand* kCommands[] = {
    AddDemo,     AddTrain,  AddNew,      AddPlan,     AddSweep, AddRun,      AddSubmit,
    AddStatus,   AddTable,  AddCompare,  AddReport,   AddWatch, AddEvaluate, AddPublish,
    AddPolicies, AddExport, AddSwitches, AddVariants, AddEnvs,  AddTrace,    AddCompletion};

}  // namespace gaitbench
