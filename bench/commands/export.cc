// gaitbench export: run logs in the formats of other tools.
#include "results/show/export.h"

#include <iostream>
#include <memory>

#include "bench/cli/exit_codes.h"
#include "bench/cli/python_tool.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/study_directory.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

enum class Layout { kIterations, kReturns, kRliable, kMarlEval };

struct ExportRequest {
  std::filesystem::path directory;
  Layout layout = Layout::kIterations;
  std::filesystem::path event_files;  // TensorBoard's, instead, into this directory
};

int ExportEventFiles(const ExportRequest& request) {
  ReadSomeLogs(request.directory, kEpisodesAlone);  // refuses what is no directory of runs
  CheckWritable("--tensorboard " + request.event_files.string(), request.event_files);
  RunPythonTool("results/show/to_tensorboard.py",
                {request.directory.string(), request.event_files.string()});
  return kExitDone;
}

int Export(const ExportRequest& request) {
  if (!request.event_files.empty()) return ExportEventFiles(request);
  const bool all_columns = request.layout == Layout::kIterations;
  const std::vector<RunLog> logs =
      ReadSomeLogs(request.directory, all_columns ? LogSelection{} : kEpisodesAlone);
  const ComparisonOptions options = ReadSummary(request.directory).compare;
  const auto compare = [&] { return CompareRuns(logs, options); };
  switch (request.layout) {
    case Layout::kIterations:
      WriteIterationsCsv(logs, std::cout);
      break;
    case Layout::kReturns:
      std::cout << ReturnsToCsv(compare());
      break;
    case Layout::kRliable:
      std::cout << JsonText(ToRliableJson(compare()));
      break;
    case Layout::kMarlEval:
      WriteMarlEvalJson(logs, options, std::cout);
      break;
  }
  return kExitDone;
}

}  // namespace

void AddExport(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<ExportRequest>();
  const std::map<std::string, Layout> layouts = {{"iterations", Layout::kIterations},
                                                 {"returns", Layout::kReturns},
                                                 {"rliable", Layout::kRliable},
                                                 {"marl-eval", Layout::kMarlEval}};
  auto* command = program.add_subcommand(
      "export", "run logs as CSV, or as rliable, marl-eval and TensorBoard take them");
  command->footer("gaitbench export runs/question --layout returns");
  AddDirectory(*command, request->directory);
  command
      ->add_option("--layout", request->layout, "iterations and returns are CSV, the others JSON")
      ->transform(OneOf(layouts))
      ->type_name("iterations|returns|rliable|marl-eval");
  command
      ->add_option("--tensorboard", request->event_files,
                   "instead: TensorBoard event files, a folder per run, into this directory")
      ->check(NotEmpty())
      ->type_name("DIR");
  command->callback([=, &exit_code] { exit_code = Export(*request); });
}

}  // namespace gaitbench
