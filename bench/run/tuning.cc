#include "bench/run/tuning.h"

#include <cmath>

#include "bench/run/run_folder.h"
#include "results/log/atomic_file.h"
#include "results/log/json_fields.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// NaN if one of the runs has no return: a seed that diverged is not left out of a mean
double MeanReturn(const std::vector<RunLog>& logs, const ComparisonOptions& options) {
  double sum = 0;
  for (const RunLog& log : logs) sum += log.diverged ? NAN : RunReturn(log, options);
  return sum / static_cast<double>(logs.size());
}

size_t Best(const std::vector<double>& means) {
  size_t best = 0;
  for (size_t i = 1; i < means.size(); ++i) {
    if (means[i] > means[best] || (std::isnan(means[best]) && !std::isnan(means[i]))) best = i;
  }
  return best;
}

}  // namespace

fs::path TuningFile(const fs::path& directory) { return directory / "tuning.json"; }

fs::path TuningDirectory(const fs::path& directory) { return directory / "tuning"; }

std::optional<std::vector<Choice>> ChooseCandidates(const fs::path& directory,
                                                    const ComparisonOptions& options, Plan& plan) {
  std::vector<Choice> choices;
  if (plan.tuning.empty()) return choices;
  const size_t num_candidates = plan.cells.front().candidates.size();
  const size_t seeds_per_candidate = plan.tuning.size() / plan.cells.size() / num_candidates;
  auto tuning_run = plan.tuning.begin();
  auto reporting_run = plan.reporting.begin();
  for (size_t c = 0; c < plan.cells.size(); ++c) {
    const PlanCell& cell = plan.cells[c];
    Choice choice = {.environment = cell.environment, .variant = cell.variant, .means = {}};
    for (size_t i = 0; i < num_candidates; ++i) {
      std::vector<RunLog> logs;
      for (size_t k = 0; k < seeds_per_candidate; ++k, ++tuning_run) {
        const RunFolder folder(TuningDirectory(directory), *tuning_run);
        std::optional<RunLog> log = folder.FinishedLog(*tuning_run);
        if (!log) return std::nullopt;
        logs.push_back(std::move(*log));
      }
      choice.means.push_back(MeanReturn(logs, options));
    }
    choice.chosen = Best(choice.means);
    const auto of_cell = [&](const RunSpec& run) {
      return run.environment == cell.environment && run.variant == cell.variant;
    };
    for (; reporting_run != plan.reporting.end() && of_cell(*reporting_run); ++reporting_run) {
      reporting_run->settings = cell.candidates[choice.chosen].settings;
      reporting_run->num_iterations = cell.candidates[choice.chosen].num_iterations;
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

void WriteTuning(const fs::path& directory, const std::vector<Choice>& choices, const Plan& plan) {
  std::vector<TuningEntry> entries;
  for (size_t c = 0; c < choices.size(); ++c) {
    const std::vector<Candidate>& candidates = plan.cells[c].candidates;
    TuningEntry& entry =
        entries.emplace_back(TuningEntry{.environment = choices[c].environment,
                                         .variant = choices[c].variant,
                                         .chosen = candidates[choices[c].chosen].variant,
                                         .mean_returns = nlohmann::ordered_json::object()});
    for (size_t i = 0; i < candidates.size(); ++i)
      entry.mean_returns[candidates[i].variant] = NumberToJson(choices[c].means[i]);
  }
  WriteFileAtomically(TuningFile(directory), JsonText(WriteJson(entries)));
}

std::vector<TuningEntry> ReadTuning(const fs::path& directory) {
  std::vector<TuningEntry> entries;
  const fs::path path = TuningFile(directory);
  if (!fs::exists(path)) return entries;
  const nlohmann::json json = ParseJsonFile(ReadFile(path), path.string());
  ReadJson(json, entries, path.string());
  if (json != nlohmann::json(WriteJson(entries)))
    throw ConfigError(path.string(),
                      "is not as sweep wrote it: a key is missing or has another form");
  return entries;
}

}  // namespace gaitbench
