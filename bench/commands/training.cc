// The commands that train: train, sweep, run, demo.
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <iostream>

#include "algos/run/families.h"
#include "bench/commands/commands.h"
#include "bench/commands/result_commands.h"
#include "bench/commands/score_scales.h"
#include "bench/commands/status.h"
#include "bench/demo_study.h"
#include "bench/run/inventory.h"
#include "bench/run/provenance.h"
#include "bench/run/runner.h"
#include "bench/run/tuning.h"
#include "bench/study/idle_switches.h"
#include "bench/study/plan.h"
#include "envs/task.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/show/tables.h"

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

int64_t UsableCores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  return sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(1, CPU_COUNT(&cores)) : 1;
}

nlohmann::json ValueOf(const std::string& text) {
  nlohmann::json value = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? nlohmann::json(text) : value;
}

// kExitDone when every run is there or in another process's hands.
RunnerOutcome TrainRuns(const std::vector<RunSpec>& runs, const fs::path& directory,
                        const RunRequest& request, const std::function<void()>& before_training) {
  StatusPrinter status(request.quiet);
  const RunnerOptions options = {.directory = directory,
                                 .num_workers = request.num_workers.value_or(UsableCores()),
                                 .stop = &stop_requested,
                                 .seconds_between_checkpoints = request.checkpoint_every,
                                 .seconds_between_reports = status.seconds_between_reports(),
                                 .before_training = before_training};
  const RunnerResult result =
      TrainAll(runs, options, [&](const Progress& progress) { status(progress); });
  status.End(result);
  if (result.outcome == RunnerOutcome::kStopped)
    std::cerr << "stopped and saved; the same command goes on from here\n";
  return result.outcome;
}

void SayWhatElseIsThere(const Plan& plan, const fs::path& directory) {
  constexpr size_t kShown = 5;
  const std::vector<std::string> others = RunsNotIn(plan, directory);
  if (others.empty()) return;
  std::cerr << "note: " << directory.string() << " holds " << others.size()
            << (others.size() == 1 ? " run that is" : " runs that are") << " not in this study:";
  for (size_t i = 0; i < std::min(others.size(), kShown); ++i) std::cerr << " " << others[i];
  if (others.size() > kShown) std::cerr << " and " << others.size() - kShown << " more";
  std::cerr << "; nothing is deleted, and tables show them: move them away to leave them out\n";
}

void Prepare() {
  for (const std::string& warning : BuildWarnings()) std::cerr << "warning: " << warning << "\n";
  CatchSignals();
}

constexpr const char* kTrainStudy = "train";  // begins the paths of the study that `train` makes

// A message about that study, under the option that the user typed.
std::string AsTyped(const std::string& message) {
  static constexpr std::pair<std::string_view, std::string_view> kOptions[] = {
      {"environment:", "--env:"},           {"train.environments", "--env"},
      {"train.seeds.count", "--seeds"},     {"train.seeds.first", "--first-seed"},
      {"train.iterations", "--iterations"}, {"preset:", "--variant:"},
      {"train.base.switches.", "--set."},   {"train.variants[0].", "--set."}};
  for (const auto& [path, option] : kOptions) {
    if (message.starts_with(path)) return std::string(option) + message.substr(path.size());
  }
  return message;
}

// A study of one variant.
Study StudyOf(const TrainRequest& request) {
  nlohmann::json switches = nlohmann::json::object();
  for (const std::string& setting : request.settings) {
    const size_t equals = setting.find('=');
    if (equals == std::string::npos)
      throw ConfigError("--set: expected switch=value, got \"" + setting + "\"");
    if (setting.starts_with("preset="))
      throw ConfigError("--set: a preset is no switch; --variant names it");
    switches[setting.substr(0, equals)] = ValueOf(setting.substr(equals + 1));
  }
  CheckEnvironment(request.environment);
  LearnerSettings probe = FindPreset(request.variant, request.environment);
  Change(probe, switches, "--set");
  return StudyFromJson({{"study", "train"},
                        {"environments", {request.environment}},
                        {"seeds", {{"first", request.first_seed}, {"count", request.seeds}}},
                        {"iterations", request.iterations},
                        {"base", {{"preset", request.variant}, {"switches", switches}}},
                        {"variants", {{{"name", request.variant}}}}},
                       kTrainStudy);
}

int Finish(const Study& study, const RunRequest& request) {
  const Tables tables =
      MakeTables(ReadCompleteLogs(request.directory), study.compare, ScoreScales());
  WriteFileAtomically(request.directory / "tables.json", JsonText(ToJson(tables)));
  std::cout << ToMarkdown(tables.tables);
  return kExitDone;
}

// The plan's runs from `begin` on, `count` of them. `remember`: write DIR/study.json.
int TrainStudy(const Study& study, Plan& plan, size_t begin, size_t count,
               const RunRequest& request, bool remember) {
  const fs::path& directory = request.directory;
  const auto before_training = [&] {
    if (remember) WriteFileAtomically(directory / "study.json", JsonText(StudyJson(study)));
  };
  const size_t end = std::min(plan.num_runs(), begin + count), num_tuning = plan.tuning.size();
  bool elsewhere = false;
  if (begin < num_tuning) {
    if (!request.quiet) std::cerr << "tuning: " << plan.tuning.size() << " runs\n";
    const std::vector<RunSpec> runs(
        plan.tuning.begin() + static_cast<ptrdiff_t>(begin),
        plan.tuning.begin() + static_cast<ptrdiff_t>(std::min(end, num_tuning)));
    const auto outcome = TrainRuns(runs, TuningDirectory(directory), request, before_training);
    if (outcome == RunnerOutcome::kStopped) return kExitStopped;
    elsewhere = outcome == RunnerOutcome::kElsewhere;
  }
  if (end > num_tuning) {
    const auto choices = ChooseCandidates(directory, study.compare, plan);
    if (!choices && !elsewhere) {
      throw ConfigError(directory.string() + ": tuning runs (numbers 0 to " +
                        std::to_string(num_tuning - 1) +
                        ") have not all finished; those that report need the choice");
    }
    if (!choices) {
      std::cerr << "another process is training the tuning runs that are left; when it has ended, "
                   "the same command goes on\n";
      return kExitStopped;
    }
    if (!choices->empty())
      WriteFileAtomically(directory / "tuning.json", JsonText(ToJson(*choices, plan)));
    const size_t first = std::max(begin, num_tuning) - num_tuning;
    const std::vector<RunSpec> runs(
        plan.reporting.begin() + static_cast<ptrdiff_t>(first),
        plan.reporting.begin() + static_cast<ptrdiff_t>(end - num_tuning));
    const auto outcome = TrainRuns(runs, directory, request, before_training);
    if (outcome == RunnerOutcome::kStopped) return kExitStopped;
    elsewhere = elsewhere || outcome == RunnerOutcome::kElsewhere;
  }
  if (elsewhere) {
    std::cerr << "another process is training the runs that are left; `gaitbench status "
              << directory.string() << "` tells how far they are\n";
  }
  return kExitDone;
}

}  // namespace

void CheckEnvironment(const std::string& name) {
  try {
    FindTask(name);
  } catch (const ConfigError& error) {
    throw ConfigError("--env", error.problem());
  }
}

int Train(const TrainRequest& train, const RunRequest& request) {
  Study study;
  Plan plan;
  try {
    study = StudyOf(train);
    plan = MakePlan(study, kTrainStudy);
  } catch (const ConfigError& error) {
    throw ConfigError(AsTyped(error.what()));
  }
  Prepare();
  for (const std::string& idle : IdleSwitches(study, plan, kTrainStudy))
    std::cerr << "warning: " << AsTyped(idle) << "\n";
  const int code = TrainStudy(study, plan, 0, plan.num_runs(), request, /*remember=*/false);
  return code == kExitDone ? Finish(study, request) : code;
}

int Sweep(const Study& study, const std::string& where, const RunRequest& request) {
  Plan plan = MakePlan(study, where);
  Prepare();
  WarnOfIdleSwitches(study, plan, where);
  SayWhatElseIsThere(plan, request.directory);
  const int code = TrainStudy(study, plan, 0, plan.num_runs(), request, /*remember=*/true);
  return code == kExitDone ? Finish(study, request) : code;
}

int RunSome(const Study& study, const std::string& where, int64_t index, int64_t count,
            const RunRequest& request) {
  Plan plan = MakePlan(study, where);
  const auto num_runs = static_cast<int64_t>(plan.num_runs());
  if (index < 0 || index >= num_runs) {
    throw ConfigError("--index: expected 0 to " + std::to_string(num_runs - 1) + ", got " +
                      std::to_string(index));
  }
  Prepare();
  WarnOfIdleSwitches(study, plan, where);
  return TrainStudy(study, plan, static_cast<size_t>(index), static_cast<size_t>(count), request,
                    /*remember=*/true);
}

int Demo(const RunRequest& request) {
  const Study study = StudyFromJson(nlohmann::json::parse(kDemoStudy), "demo.json");
  std::cerr << "demo: " << study.question << "\n";
  const int code = Sweep(study, "demo.json", request);
  if (code != kExitDone) return code;
  const std::string directory = request.directory.string();
  const std::string report = WriteReportFile(request.directory).string();
  const std::string& environment = study.environments.front();
  std::cout << "\nFiles: " << report << ", " << directory
            << "/tables.json, and a log per run, the first " << directory
            << "/runs/" << environment << "/ppo/seed_0/run.json\n"
            << "Next:  ./gaitbench compare " << directory << " --a ppo --b ppo_m\n"
            << "       ./gaitbench train --env " << environment
            << " --variant ppo --seeds 10 --out DIR    (the paper's length)\n"
            << "       ./gaitbench switches    (what there is to switch in a study; bench/studies/ "
               "has ours)\n";
  return kExitDone;
}

}  // namespace gaitbench
