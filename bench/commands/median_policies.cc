#include "bench/commands/median_policies.h"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "algos/run/evaluation.h"
#include "bench/run/run_folder.h"
#include "results/compare/median_seed.h"
#include "results/compare/names.h"
#include "results/log/atomic_file.h"
#include "results/log/cells.h"
#include "results/show/model_card.h"
#include "results/statistics/statistics.h"

namespace gaitbench {

namespace fs = std::filesystem;

namespace {

constexpr const char* kModelCardFile = "README.md";

// What a run's number is: of its evaluations in training, where it made them.
std::string StatisticOf(const RunLog& log, const ComparisonOptions& options) {
  Judged judged;
  judged.Add(HasEvaluations(log));
  return MetricDescription(options, judged);
}

}  // namespace

std::vector<MedianRun> MedianRuns(const Comparison& comparison, const std::vector<RunLog>& logs) {
  const std::vector<LogCell> cells = CellsOf(logs);
  std::vector<MedianRun> runs;
  for (const VariantResult& result : comparison.results) {
    const std::optional<int64_t> seed = MedianSeed(result);
    if (!seed) continue;
    if (const RunLog* log = FindRun(cells, result.environment, result.variant, *seed))
      runs.push_back({&result, log});
  }
  return runs;
}

void RemoveOtherPolicies(const std::vector<MedianRun>& medians, const std::vector<RunLog>& logs,
                         const fs::path& directory) {
  for (const RunLog& log : logs) {
    if (std::ranges::find(medians, &log, &MedianRun::log) != medians.end()) continue;
    const RunFolder folder(RunDirectory(directory, log.environment, log.variant, log.seed));
    if (!fs::remove(folder.path() / kModelCardFile)) continue;
    fs::remove(folder.policy());
    std::cerr << fmt::format("note: {} on {}: seed {} is not the median, its policy is removed\n",
                             DisplayName(log.variant), log.environment, log.seed);
  }
}

void WriteModelCard(const MedianRun& run, const std::string& study,
                    const ComparisonOptions& options, const fs::path& directory) {
  const RunLog& log = *run.log;
  const RunFolder folder(RunDirectory(directory, log.environment, log.variant, log.seed));
  const EvaluationRequest request = {.policy = folder.policy(), .deterministic = true};
  std::vector<double> returns;
  for (const EvaluatedEpisode& episode : Evaluate(request))
    returns.push_back(episode.episode_return);
  const ModelCardFacts facts = {.environment = log.environment,
                                .variant = log.variant,
                                .study = study,
                                .seed = log.seed,
                                .num_seeds = static_cast<int64_t>(run.result->seeds.size()),
                                .training_return = RunReturn(log, options),
                                .statistic = StatisticOf(log, options),
                                .env_steps = log.columns.Last(kEnvSteps),
                                .num_episodes = request.num_episodes,
                                .mean_return = Mean(returns),
                                .standard_deviation = StandardDeviation(returns).value_or(0),
                                .commit = log.provenance.value("commit", std::string())};
  WriteFileAtomically(folder.path() / kModelCardFile, ModelCard(facts));
}

}  // namespace gaitbench
