#include "bench/commands/evaluate_runs.h"

#include <iostream>

#include "bench/run/run_folder.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {

void EvaluateRuns(const std::filesystem::path& directory, EvaluationRequest request) {
  int64_t evaluated = 0;
  for (const RunLog& log : ReadRunLogs(directory)) {
    const std::filesystem::path path =
        RunDirectory(directory, log.environment, log.variant, log.seed);
    const RunFolder folder(path);
    if (!std::filesystem::exists(folder.log()) || !std::filesystem::exists(folder.policy()))
      continue;
    request.policy = folder.policy();
    nlohmann::ordered_json json = ToJson(request, Evaluate(request));
    json.erase("policy");  // the one beside it, wherever the directory is moved
    WriteFileAtomically(path / kEvaluationFile, JsonText(json));
    ++evaluated;
  }
  if (evaluated == 0)
    throw ConfigError(directory.string() +
                      ": holds no trained policy (a run leaves one at its end)");
  std::cout << evaluated << " policies evaluated over " << request.num_episodes
            << " episodes each; their table: gaitbench table " << directory.string()
            << " --statistic evaluation_mean_return\n";
}

}  // namespace gaitbench
