#include "bench/commands.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <thread>

#include "bench/demo_study.h"
#include "bench/plan.h"
#include "bench/provenance.h"
#include "bench/runner.h"
#include "bench/status.h"
#include "envs/task.h"
#include "results/atomic_file.h"
#include "results/json_text.h"
#include "results/table.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

std::atomic<bool> stop_requested = false;

// The first signal lets runs end their iteration; the second leaves at once.
void RequestStop(int) {
  if (stop_requested.exchange(true)) _exit(kExitStopped);
}

void CatchSignals() {
  struct sigaction action {};
  action.sa_handler = RequestStop;
  for (int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaction(signal, &action, nullptr);
}

Tables TablesOf(const fs::path& directory, const ComparisonOptions& options) {
  const std::vector<RunLog> logs = ReadRunLogs(directory);
  if (logs.empty()) throw ConfigError(directory.string() + ": holds no runs");
  return MakeTables(logs, {.comparison = options});
}

// DIR/study.json remembers how the tables are to be made.
ComparisonOptions OptionsOf(const fs::path& directory) {
  const fs::path path = directory / "study.json";
  return fs::exists(path) ? ReadStudy(path).compare : ComparisonOptions();
}

nlohmann::json ValueOf(const std::string& text) {
  nlohmann::json value = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? nlohmann::json(text) : value;
}

}  // namespace

Study StudyOf(const TrainRequest& request) {
  nlohmann::json switches = nlohmann::json::object();
  for (const std::string& setting : request.settings) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos)
      throw ConfigError("--set: expected switch=value, got \"" + setting + "\"");
    switches[setting.substr(0, equals)] = ValueOf(setting.substr(equals + 1));
  }
  AlgoConfig probe;
  ReadJson(switches, probe, "--set");  // errors under the name the user typed
  FindTask(request.environment);
  return StudyFromJson({{"study", "train"},
                        {"environments", {request.environment}},
                        {"seeds", {{"first", request.first_seed}, {"count", request.seeds}}},
                        {"iterations", request.iterations},
                        {"base", {{"preset", request.variant}, {"switches", switches}}},
                        {"variants", {{{"name", request.variant}}}}},
                       "train");
}

int Sweep(const Study& study, const std::string& where, const RunRequest& request) {
  const std::vector<RunSpec> runs = MakePlan(study, where);
  const int64_t cores = std::max(1u, std::thread::hardware_concurrency());
  for (const std::string& warning : BuildWarnings()) std::cerr << "warning: " << warning << "\n";
  CatchSignals();
  StatusPrinter status(request.quiet);
  const RunnerOptions options = {.directory = request.directory,
                                 .num_workers = request.num_workers.value_or(cores),
                                 .stop = &stop_requested};
  const RunnerOutcome outcome = TrainAll(runs, options, status.seconds_between_reports(),
                                         [&](const Progress& progress) { status(progress); });
  if (outcome == RunnerOutcome::kStopped) {
    std::cerr << "\nstopped; the same command goes on from here\n";
    return kExitStopped;
  }
  if (outcome == RunnerOutcome::kElsewhere) {
    std::cerr << "another process is training the runs that are left; `gaitbench table` shows what "
                 "is there\n";
  }
  const Tables tables = TablesOf(request.directory, study.compare);
  WriteFileAtomically(request.directory / "tables.json", JsonText(ToJson(tables)));
  std::cout << ToMarkdown(tables);
  return kExitDone;
}

int Demo(const RunRequest& request) {
  const Study study = StudyFromJson(nlohmann::json::parse(kDemoStudy), "demo.json");
  std::cerr << "demo: " << study.question << "\n";
  const int code = Sweep(study, "demo.json", request);
  if (code != kExitDone) return code;
  const std::string directory = request.directory.string();
  std::cout << "\nFiles: " << directory << "/tables.json, and one run log per seed: " << directory
            << "/runs/Hopper-v4/ppo/seed_0/run.json\n"
            << "Next:  ./gaitbench train --env Hopper-v4 --variant ppo --seeds 10 --out "
            << directory << "-full    (the paper's length: 488 iterations)\n"
            << "       ./gaitbench sweep bench/studies/demo.json --out DIR    (a copy of the "
               "study, edited by you)\n"
            << "       ./gaitbench switches    (what there is to switch)\n";
  return kExitDone;
}

int PrintTable(const fs::path& directory, TableFormat format) {
  if (!fs::is_directory(directory)) throw ConfigError(directory.string() + ": is not a directory");
  const Tables tables = TablesOf(directory, OptionsOf(directory));
  switch (format) {
    case TableFormat::kMarkdown:
      std::cout << ToMarkdown(tables);
      break;
    case TableFormat::kJson:
      std::cout << JsonText(ToJson(tables));
      break;
    case TableFormat::kCsv:
      std::cout << ToCsv(tables);
      break;
    case TableFormat::kLatex:
      std::cout << ToLatex(tables);
      break;
  }
  return kExitDone;
}

}  // namespace gaitbench
