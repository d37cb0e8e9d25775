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
  command->callback([=, &exit_code] {
    exit_code = SweepStudy(ReadStudy(*study), study->filename().string(), *options);
  });
}

}  // namespace gaitbench
