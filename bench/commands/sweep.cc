// gaitbench sweep: a whole study.
#include <memory>

#include "bench/commands/commands.h"
#include "bench/commands/shared_options.h"
#include "bench/commands/train_study.h"

namespace gaitbench {

void AddSweep(CLI::App& program, int& exit_code) {
  const auto study = std::make_shared<std::filesystem::path>();
  const auto options = std::make_shared<TrainingOptions>();
  auto* command = program.add_subcommand("sweep", "a whole study; finished runs are skipped");
  AddStudy(*command, *study);
  AddTrainingOptions(*command, *options)->required();
  const auto until_decided = std::make_shared<bool>();
  command->add_flag("--until-decided", *until_decided,
                    "add seeds look by look, until the study's question (its key decide) is "
                    "decided or all seeds are there");
  command->callback([=, &exit_code] {
    exit_code = SweepStudy(ReadStudy(*study), study->filename().string(), *options,
                           *until_decided ? SweepExtent::kUntilDecided : SweepExtent::kAllSeeds);
  });
}

}  // namespace gaitbench
