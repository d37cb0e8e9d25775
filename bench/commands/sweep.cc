// gaitbench sweep: a whole study.
#include <algorithm>
#include <cerrno>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/train_study.h"
#include "bench/run/shell.h"
#include "bench/study/same_variants.h"

namespace gaitbench {
namespace {

void SayWhatNext(const std::filesystem::path& directory, const Plan& plan) {
  const std::string program = ShellWord(program_invocation_name);  // as typed
  const std::string where = ShellWord(directory.string());
  std::vector<std::string> lines = {"report " + where, "evaluate " + where};
  const PlanCell& first = plan.cells.front();  // with whom tables compare the others
  const auto other = std::ranges::find_if(plan.cells, [&](const PlanCell& cell) {
    return cell.environment == first.environment && !AreSameRun(cell, first);
  });
  if (other != plan.cells.end()) {
    lines.insert(lines.begin(), fmt::format("compare {} --a {} --b {}", where,
                                            ShellWord(other->variant), ShellWord(first.variant)));
  }
  for (size_t i = 0; i < lines.size(); ++i)
    std::cerr << fmt::format("{}{} {}\n", i == 0 ? "next: " : "      ", program, lines[i]);
}

int Sweep(const std::filesystem::path& file, const TrainingOptions& options, bool until_decided) {
  const Study study = ReadStudy(file);
  const std::string where = file.filename().string();
  const int code = SweepStudy(study, where, options,
                              until_decided ? SweepExtent::kUntilDecided : SweepExtent::kAllSeeds);
  if (code == kExitDone && !options.quiet) SayWhatNext(options.directory, MakePlan(study, where));
  return code;
}

}  // namespace

void AddSweep(CLI::App& program, int& exit_code) {
  const auto study = std::make_shared<std::filesystem::path>();
  const auto options = std::make_shared<TrainingOptions>();
  auto* command = program.add_subcommand("sweep", "a whole study; finished runs are skipped");
  command->footer("gaitbench sweep question.json --out runs/question");
  AddStudy(*command, *study);
  AddTrainingOptions(*command, *options)->required();
  const auto until_decided = std::make_shared<bool>();
  command->add_flag("--until-decided", *until_decided,
                    "add seeds look by look, until the study's question (its key decide) is "
                    "decided or all seeds are there");
  command->callback([=, &exit_code] { exit_code = Sweep(*study, *options, *until_decided); });
}

}  // namespace gaitbench
