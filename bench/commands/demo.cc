// gaitbench demo: a study that takes a minute, from run to report.
#include <cerrno>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/commands/commands.h"
#include "bench/commands/report.h"
#include "bench/commands/train_study.h"
#include "bench/demo_study.h"
#include "bench/run/shell.h"

namespace gaitbench {
namespace {

int Demo(const TrainingOptions& options) {
  const Study study = StudyFromJson(nlohmann::json::parse(kDemoStudy), "demo.json");
  std::cerr << "demo: " << study.question << "\n";
  const int code = SweepStudy(study, "demo.json", options);
  if (code != kExitDone) return code;
  std::cout << fmt::format(R"(
Files: {report}, {directory}/tables.json, and a log per run, the first {directory}/runs/{environment}/ppo/seed_0/run.json
Next:  {command} compare {directory} --a ppo --b ppo_m
       {command} train --env {environment} --variant ppo --seeds 10 --out DIR    (the paper's length)
       {command} switches    (what there is to switch in a study; bench/studies/ has ours)
)",
                           fmt::arg("command", ShellWord(program_invocation_name)),  // as typed
                           fmt::arg("report", WriteReportFile(options.directory).string()),
                           fmt::arg("directory", options.directory.string()),
                           fmt::arg("environment", study.environments.front()));
  return kExitDone;
}

}  // namespace

void AddDemo(CLI::App& program, int& exit_code) {
  const auto options = std::make_shared<TrainingOptions>();
  options->directory = "runs/demo";
  auto* command = program.add_subcommand(
      "demo", "four variants on a robot over 5 seeds, their table and report");
  AddTrainingOptions(*command, *options)->capture_default_str();
  command->footer("gaitbench demo");
  command->callback([=, &exit_code] { exit_code = Demo(*options); });
}

}  // namespace gaitbench
