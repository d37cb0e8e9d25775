#include "bench/commands/train_study.h"

#include <signal.h>
#include <unistd.h>

#include <iostream>

#include <fmt/ranges.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/score_scales.h"
#include "bench/commands/study_directory.h"
#include "bench/commands/until_decided.h"
#include "bench/run/cores.h"
#include "bench/run/inventory.h"
#include "bench/run/provenance.h"
#include "bench/run/runner.h"
#include "bench/run/shown_seeds.h"
#include "bench/run/status_printer.h"
#include "bench/run/terminal.h"
#include "bench/run/tuning.h"
#include "bench/study/machine_limits.h"
#include "bench/study/sequential.h"
#include "bench/study/warnings.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/statistics/number_text.h"
#include "results/tables/tables.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

std::atomic<bool> stop_requested = false;

void Say(std::string_view words) {
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, words.data(), words.size());
}

// The first signal lets runs end their iteration; the second leaves at once, but a terminal that is
// closed sends SIGHUP twice.
void RequestStop(int signal) {
  if (!stop_requested.exchange(true)) {
    // over the ^C that a terminal shows
    return Say(signal == SIGINT ? "\rsaving; a second Ctrl-C leaves now\n"
                                : "saving; a second signal leaves now\n");
  }
  if (signal == SIGHUP) return;
  Say("gaitbench: left at once, without saving; the same command goes on from what was saved "
      "before\n");
  _exit(kExitFailed);
}

bool IsIgnored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// A run outlives the terminal that it was started from, once saved, and whoever read its status.
void HandleSignals() {
  struct sigaction stop {};
  struct sigaction ignore {};
  stop.sa_handler = RequestStop;
  ignore.sa_handler = SIG_IGN;
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaction(signal, &stop, nullptr);
  if (!IsIgnored(SIGHUP)) sigaction(SIGHUP, &stop, nullptr);  // nohup asks to go on
  sigaction(SIGPIPE, &ignore, nullptr);
}

double CostOf(std::span<const RunSpec> runs) {
  double cost = 0;
  for (const RunSpec& run : runs) cost += RelativeCost(run);
  return cost;
}

RunnerOutcome TrainRuns(std::span<const RunSpec> runs, const fs::path& directory,
                        const Study& study, const WorkAround& around,
                        const TrainingOptions& options) {
  StatusPrinter status(options.quiet);
  const auto before_training = [&] {
    BeginShownSeeds(options.directory);
    if (options.leaves_study)
      WriteFileAtomically(options.directory / kStudyFile, JsonText(StudyJson(study)));
  };
  const RunnerResult result = TrainAll(runs,
                                       {.directory = directory,
                                        .num_workers = options.num_workers.value_or(UsableCores()),
                                        .stop = &stop_requested,
                                        .seconds_between_checkpoints = options.checkpoint_every,
                                        .seconds_between_reports = status.seconds_between_reports(),
                                        .around = around,
                                        .before_training = before_training},
                                       [&](const Progress& progress) {
                                         if (!stop_requested) status(progress);
                                       });
  status.End(result);
  if (result.outcome == RunnerOutcome::kStopped)
    std::cerr << "stopped and saved; the same command goes on from here\n";
  return result.outcome;
}

// Gives the plan's reporting runs the settings that tuning chose. False if other processes' tuning
// runs must end first.
bool TakeChoices(const Study& study, const fs::path& directory, bool elsewhere, Plan& plan) {
  const auto choices = ChooseCandidates(directory, study.compare, plan);
  if (!choices && elsewhere) return false;
  if (!choices) {
    throw ConfigError(directory.string(),
                      fmt::format("tuning runs (numbers 0 to {}) have not all finished; those "
                                  "that report need the choice",
                                  plan.tuning.size() - 1));
  }
  for (const Choice& choice : *choices) {
    if (choice.HasMean()) continue;
    std::cerr << fmt::format(
        "warning: tuning chose nothing for {} {}: every candidate has a seed that diverged or has "
        "no return; the first candidate is taken\n",
        choice.environment, choice.variant);
  }
  if (!choices->empty()) WriteTuning(directory, *choices, plan);
  return true;
}

void NoteOtherRuns(const Plan& plan, const fs::path& directory) {
  constexpr size_t kShown = 5;
  const std::vector<std::string> others = RunsNotIn(plan, directory);
  if (others.empty()) return;
  const size_t num_shown = std::min(others.size(), kShown);
  std::cerr << fmt::format(
      "note: {} holds {} not in this study: {}{}; nothing is deleted, and tables show them: move "
      "them away to leave them out\n",
      directory.string(),
      others.size() == 1 ? "1 run that is" : fmt::format("{} runs that are", others.size()),
      fmt::join(others.begin(), others.begin() + static_cast<ptrdiff_t>(num_shown), " "),
      others.size() > kShown ? fmt::format(" and {} more", others.size() - kShown) : "");
}

}  // namespace

CLI::Option* AddTrainingOptions(CLI::App& command, TrainingOptions& options) {
  auto* out = AddOut(command, options.directory);
  command
      .add_option("--workers", options.num_workers, "runs trained at once (default: one per core)")
      ->check(Between<int64_t>(1, 4096));
  command
      .add_option("--checkpoint-every", options.checkpoint_every,
                  "seconds of a run that a kill can lose")
      ->check(Between(0.0, 60.0))
      ->capture_default_str();
  command.add_flag("--quiet", options.quiet, "no status lines");
  return out;
}

void PrepareToTrain() {
  HandleSignals();
  for (const std::string& warning : BuildWarnings()) std::cerr << "warning: " << warning << "\n";
}

int TrainRange(const Study& study, Plan& plan, PlanRange range, const TrainingOptions& options) {
  const fs::path& directory = options.directory;
  const size_t begin = range.first, end = std::min(plan.num_runs(), begin + range.count);
  const size_t num_tuning = plan.tuning.size();
  // the runs' numbers in the plan: tuning, then those that report
  const auto tuning = std::span(plan.tuning)
                          .subspan(std::min(begin, num_tuning))
                          .first(std::min(end, num_tuning) - std::min(begin, num_tuning));
  const size_t first = std::max(begin, num_tuning) - num_tuning;
  const size_t num_reporting = std::max(end, num_tuning) - num_tuning - first;
  const WorkAround after_tuning = {
      .after = CostOf(std::span(plan.reporting).subspan(first, num_reporting)),
      .num_after = static_cast<int64_t>(num_reporting)};
  const WorkAround before_reporting = {.before = CostOf(tuning), .num_before = std::ssize(tuning)};
  bool elsewhere = false;
  if (begin < num_tuning) {
    if (!options.quiet)
      std::cerr << fmt::format("tuning: {}\n", Counted(std::ssize(plan.tuning), "run"));
    const auto outcome =
        TrainRuns(tuning, TuningDirectory(directory), study, after_tuning, options);
    if (outcome == RunnerOutcome::kStopped) return kExitStopped;
    elsewhere = outcome == RunnerOutcome::kElsewhere;
  }
  if (end > num_tuning) {
    if (!TakeChoices(study, directory, elsewhere, plan)) {
      std::cerr << "another process is training the tuning runs that are left; when it has ended, "
                   "the same command goes on\n";
      return kExitStopped;
    }
    const auto runs = std::span(plan.reporting).subspan(first, num_reporting);
    const auto outcome = TrainRuns(runs, directory, study, before_reporting, options);
    if (outcome == RunnerOutcome::kStopped) return kExitStopped;
    elsewhere = elsewhere || outcome == RunnerOutcome::kElsewhere;
  }
  if (!elsewhere) return kExitDone;
  std::cerr << fmt::format(
      "another process is training the runs that are left; `gaitbench status {}` tells how far "
      "they are, and when it has ended, the same command goes on\n",
      directory.string());
  return kExitStopped;
}

void WriteTables(const fs::path& directory) {
  const std::vector<RunLog> logs = ReadCompleteLogs(directory, kEpisodesAlone);
  StudySummary summary = ReadSummary(directory);
  MarkShown(directory, logs, summary.design);
  const Tables tables = MakeTables(logs, summary.compare, ScoreScales(), summary.design);
  WriteFileAtomically(directory / "tables.json", JsonText(ToJson(tables)));
  std::cout << ProseFor(STDOUT_FILENO, ToMarkdown(tables.tables));
}

int SweepStudy(const Study& study, const std::string& where, const TrainingOptions& options,
               SweepExtent extent) {
  const std::optional<SequentialDesign> sequential = SequentialDesignOf(study, where);
  if (extent == SweepExtent::kUntilDecided && !sequential)
    throw ConfigError(where,
                      "--until-decided asks for the key decide: the question, and its looks");
  Plan plan = MakePlan(study, where);
  PrepareToTrain();
  WarnOfStudy(study, plan, where);
  CheckMachineLimits(study, plan, options.directory, where);
  NoteOtherRuns(plan, options.directory);
  const int code = extent == SweepExtent::kUntilDecided
                       ? TrainUntilDecided(study, plan, *sequential, options)
                       : TrainRange(study, plan, {.first = 0, .count = plan.num_runs()}, options);
  if (code == kExitDone) WriteTables(options.directory);
  return code;
}

}  // namespace gaitbench
