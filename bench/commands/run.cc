// gaitbench run: some of a study's runs, for schedulers.
#include <memory>

#include <fmt/format.h>

#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/train_study.h"
#include "bench/study/machine_limits.h"
#include "bench/study/warnings.h"

namespace gaitbench {
namespace {

struct RunRequest {
  std::filesystem::path study;
  int64_t index = 0, count = 1;  // numbers of the plan
  TrainingOptions training;
};

int RunSome(const RunRequest& request) {
  const Study study = ReadStudy(request.study);
  const std::string where = request.study.filename().string();
  Plan plan = MakePlan(study, where);
  const auto num_runs = static_cast<int64_t>(plan.num_runs());
  if (request.index < 0 || request.index >= num_runs) {
    throw ConfigError("--index",
                      fmt::format("expected 0 to {}, got {}", num_runs - 1, request.index));
  }
  PrepareToTrain();
  WarnOfStudy(study, plan, where);
  CheckMachineLimits(study, plan, request.training.directory, where);
  return TrainRange(
      study, plan,
      {.first = static_cast<size_t>(request.index), .count = static_cast<size_t>(request.count)},
      request.training);
}

}  // namespace

void AddRun(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<RunRequest>();
  auto* command =
      program.add_subcommand("run", "some of a study's runs, by their numbers in the plan");
  command->footer("gaitbench run question.json --index 0 --count 2 --out runs/question");
  AddStudy(*command, request->study);
  command->add_option("--index", request->index, "number of the first")->required();
  command->add_option("--count", request->count, "how many")
      ->check(OneOrMore())
      ->capture_default_str();
  AddTrainingOptions(*command, request->training)->required();
  command->callback([=, &exit_code] { exit_code = RunSome(*request); });
}

}  // namespace gaitbench
