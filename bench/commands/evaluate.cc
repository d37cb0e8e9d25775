// gaitbench evaluate: trained policies, with frozen observation statistics.
#include "algos/run/evaluation.h"

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/run/run_folder.h"
#include "bench/run/shell.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/run_folders.h"
#include "results/log/run_log.h"
#include "results/log/safetensors.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

void NoteIfUnhashed(const fs::path& policy) {
  if (!ReadTensorFile(policy).unhashed) return;
  std::cerr << fmt::format(
      "note: {} has no content hash, as of older versions; damage in it goes unnoticed\n",
      policy.string());
}

// Leaves evaluation.json beside each run log of a run that has ended: the tables' statistic
// evaluation_mean_return.
void EvaluateRuns(const fs::path& directory, EvaluationRequest request) {
  int64_t evaluated = 0;
  for (const FoundRun& run : FindRuns(directory)) {
    const RunFolder folder(run.folder);
    if (!fs::exists(folder.log()) || !fs::exists(folder.policy())) continue;
    ReadRunLog(run);  // whose policy it is
    request.policy = folder.policy();
    NoteIfUnhashed(request.policy);
    nlohmann::ordered_json json = ToJson(request, Evaluate(request));
    json.erase("policy");  // the one beside it, wherever the directory is moved
    WriteFileAtomically(folder.path() / kEvaluationFile, JsonText(WithContentHash(json)));
    ++evaluated;
  }
  if (evaluated == 0)
    throw ConfigError(directory.string(), "holds no trained policy (a run leaves one at its end)");
  std::cout << fmt::format(
      "{} evaluated over {} each; their table: gaitbench table {} --statistic "
      "evaluation_mean_return\n",
      Counted(evaluated, "policy", "policies"), Counted(request.num_episodes, "episode"),
      ShellWord(directory.string()));
}

int EvaluateOneOrAll(const fs::path& directory, EvaluationRequest request) {
  if (fs::is_directory(directory / "runs")) {
    EvaluateRuns(directory, request);
  } else {
    request.policy = FindPolicy(directory);
    NoteIfUnhashed(request.policy);
    std::cout << JsonText(ToJson(request, Evaluate(request)));
  }
  return kExitDone;
}

}  // namespace

void AddEvaluate(CLI::App& program, int& exit_code) {
  const auto directory = std::make_shared<fs::path>();
  const auto request = std::make_shared<EvaluationRequest>();
  auto* command = program.add_subcommand(
      "evaluate",
      "trained policies, with frozen observation statistics: one as JSON, or all of a DIR");
  command->footer("gaitbench evaluate runs/question/runs/Hopper-v5/ppo/seed_0 --episodes 20");
  command
      ->add_option(
          "RUN_DIR", *directory,
          "DIR/runs/<env>/<variant>/seed_<k>; or DIR: an evaluation.json beside each run log")
      ->required()
      ->check(NotEmpty())
      ->type_name("");
  command
      ->add_option("--episodes", request->num_episodes,
                   "number of episodes; the seed of each is one more than that before")
      ->capture_default_str();
  AddSeed(*command, request->seed);
  command->add_flag("--deterministic", request->deterministic,
                    "the mean action instead of a sample");
  command->callback([=, &exit_code] { exit_code = EvaluateOneOrAll(*directory, *request); });
}

}  // namespace gaitbench
