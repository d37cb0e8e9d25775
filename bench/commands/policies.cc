// gaitbench policies: the policies that a table is about, trained again where they are not there.
#include <cmath>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "algos/run/checkpoint.h"
#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/median_policies.h"
#include "bench/commands/study_directory.h"
#include "bench/run/run_folder.h"
#include "results/compare/names.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

struct PoliciesRequest {
  fs::path directory;
  std::string environment, variant;  // empty: all
};

bool IsSame(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Every number that the log kept must come out again.
void CheckSameBits(const RunLog& kept, const RunLog& again) {
  for (const LogColumn& column : kept.columns) {
    const std::span<const double> values = again.columns.Values(column.name);
    for (size_t i = 0; i < column.values.size(); ++i) {
      if (i < values.size() && IsSame(column.values[i], values[i])) continue;
      throw std::runtime_error(fmt::format(
          "{} on {}, seed {}: trained again, {} of iteration {} is {} and not {}, as its log has "
          "it; this program is not the one that trained it (its provenance names the commit)",
          kept.variant, kept.environment, kept.seed, column.name, i,
          i < values.size() ? fmt::format("{}", values[i]) : "not there", column.values[i]));
    }
  }
}

// The run of a log, from its seed to its policy.
void TrainAgain(const RunLog& log, const RunFolder& folder) {
  Run run({.environment = log.environment,
           .variant = log.variant,
           .seed = log.seed,
           .num_iterations = log.num_iterations,
           .environment_options = log.environment_options,
           .settings = SettingsFromConfig(log.config, folder.log().string() + ": config")});
  while (!run.finished()) run.Iterate();
  CheckSameBits(log, run.log());
  WritePolicy(run, folder.policy());
}

int WritePolicies(const PoliciesRequest& request) {
  const StudySummary summary = ReadSummary(request.directory);
  const std::vector<RunLog> logs = ReadSomeLogs(request.directory);
  const Comparison comparison = CompareRuns(logs, summary.compare);
  int64_t found = 0;
  for (const MedianRun& median : MedianRuns(comparison, logs)) {
    const RunLog& log = *median.log;
    if (!request.environment.empty() && log.environment != request.environment) continue;
    if (!request.variant.empty() && log.variant != request.variant) continue;
    ++found;
    const RunFolder folder(RunDirectory(request.directory, log.environment, log.variant, log.seed));
    const bool there = fs::exists(folder.policy());
    if (!there) {
      std::cerr << fmt::format("training {} on {}, seed {}, again: {}\n", DisplayName(log.variant),
                               log.environment, log.seed, Counted(log.num_iterations, "iteration"));
      TrainAgain(log, folder);
    }
    WriteModelCard(median, summary.title, summary.compare, request.directory);
    std::cout << fmt::format("{}{}\n", folder.policy().string(),
                             there ? "" : ": trained again, the same numbers as in its log")
              << std::flush;
  }
  if (found == 0) throw ConfigError(request.directory.string(), "has no finished run of those");
  return kExitDone;
}

}  // namespace

void AddPolicies(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<PoliciesRequest>();
  auto* command = program.add_subcommand(
      "policies",
      "of each cell the policy of the median seed, trained again where it is not there, with a "
      "model card");
  AddDirectory(*command, request->directory);
  command->add_option("--env", request->environment, "this one's alone")->type_name("ID");
  command->add_option("--variant", request->variant, "this one's alone")->type_name("NAME");
  command->footer("gaitbench policies runs/question --variant ppo");
  command->callback([=, &exit_code] { exit_code = WritePolicies(*request); });
}

}  // namespace gaitbench
