#include "results/compare/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/compare/seed_notes.h"
#include "results/compare/shown_interval.h"
#include "results/log/cells.h"
#include "results/log/parallel.h"
#include "results/statistics/number_text.h"
#include "results/statistics/shared_resamples.h"
#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

std::vector<std::string> DistinctInOrder(std::span<const RunLog> logs,
                                         std::string RunLog::*member) {
  std::vector<std::string> distinct;
  for (const RunLog& log : logs) {
    if (std::ranges::find(distinct, log.*member) == distinct.end()) distinct.push_back(log.*member);
  }
  return distinct;
}

std::optional<double> MeanOf(const std::vector<double>& returns) {
  if (returns.empty()) return std::nullopt;
  return Mean(returns);
}

void Summarize(const ComparisonOptions& comparison_options, VariantResult& result) {
  if (result.returns.empty()) return;
  const BootstrapOptions options = comparison_options.Bootstrap();
  const Sample returns = result.returns;
  result.standard_deviation = StandardDeviation(returns);
  result.median = Median(returns);
  result.interquartile_mean = InterquartileMean(returns);
  result.mean_interval = MeanInterval(returns, comparison_options);
  if (returns.size() >= 2) {
    const std::array<Statistic, 3> statistics = {Mean, Median, InterquartileMean};
    const auto distributions = BootstrapDistributions(returns, statistics, options);
    result.mean_percentile_interval = CentralInterval(distributions[0], options.level);
    result.median_interval = CentralInterval(distributions[1], options.level);
    result.interquartile_mean_interval = CentralInterval(distributions[2], options.level);
    result.mean_bca_interval =
        BcaIntervalOf(distributions[0], Mean(returns), Jackknife(returns, Mean), options.level);
  }
  result.mean_student_interval = EstimateMean(returns).interval(options.level);
}

// Sorts the runs into those that count and those that do not, and why.
void TakeRuns(std::span<const RunLog* const> runs, const ComparisonOptions& options,
              VariantResult& result) {
  for (const RunLog* run : runs) {
    const auto done = static_cast<int64_t>(run->num_recorded());
    const double run_return = RunReturn(*run, options);
    if (run->diverged) {
      result.diverged.push_back(
          {run->seed,
           fmt::format("at iteration {}: {}", run->diverged->iteration, run->diverged->reason)});
    } else if (!IsFinished(*run)) {
      result.unfinished.push_back(
          {run->seed,
           done == 0 ? "no iteration recorded"
                     : fmt::format("{} of {}", done, Counted(run->num_iterations, "iteration"))});
    } else if (std::isnan(run_return)) {
      result.unmeasured.push_back({run->seed, ""});
    } else {
      result.seeds.push_back(run->seed);
      result.returns.push_back(run_return);
      result.num_iterations = std::max(result.num_iterations, run->num_iterations);
      result.env_steps = std::fmax(result.env_steps, run->columns.Last(kEnvSteps));
    }
  }
}

// None: as many as the study asks for, or the runs are not judged by how many there are.
std::optional<std::string> FewJudgedFlag(const LogCell& cell, const VariantResult& result,
                                         const ComparisonOptions& options) {
  if (options.statistic != Metric::kFinalMeanReturn) return std::nullopt;
  int64_t fewest = result.num_iterations;
  if (result.of_evaluations) {
    for (const RunLog* run : cell.runs) {
      if (std::ranges::count(result.seeds, run->seed) > 0)
        fewest = std::min(fewest, std::ssize(JudgedReturns(*run)));
    }
  }
  if (fewest == 0 || fewest >= options.last_iterations) return std::nullopt;
  return fmt::format("trained for {} only{}",
                     Counted(fewest, result.of_evaluations ? "evaluation" : "iteration"),
                     fewest == 1 ? "" : ", all of which count");
}

VariantResult ResultOf(const LogCell& cell, const std::set<int64_t>& seeds_of_environment,
                       const ComparisonOptions& options, Judged judged) {
  VariantResult result =
      CountRuns(std::string(cell.environment), std::string(cell.variant), cell.runs, options);
  for (const int64_t seed : seeds_of_environment) {
    if (!std::ranges::binary_search(cell.runs, seed, {}, &RunLog::seed))
      result.missing.push_back({seed, "other variants have it"});
  }
  Summarize(options, result);
  result.flags = SeedFlags(result, options.enough_seeds);
  for (std::string& flag : ConfigFlags(cell.runs)) result.flags.push_back(std::move(flag));
  if (auto flag = FewJudgedFlag(cell, result, options)) result.flags.push_back(std::move(*flag));
  if (const std::string note = EvaluationNote(options);
      result.of_evaluations && judged.both() && !note.empty())
    result.flags.push_back(note);
  if (const std::string warning = MetricWarning(options.statistic); !warning.empty())
    result.flags.push_back(warning);
  return result;
}

}  // namespace

const VariantResult* Comparison::Find(std::string_view environment,
                                      std::string_view variant) const& {
  const auto found = std::find_if(results.begin(), results.end(), [&](const VariantResult& result) {
    return result.environment == environment && result.variant == variant;
  });
  return found == results.end() ? nullptr : &*found;
}

std::span<const VariantResult> Comparison::On(std::string_view environment) const& {
  const auto first = std::ranges::find(results, environment, &VariantResult::environment);
  const auto last = std::find_if_not(first, results.end(), [&](const VariantResult& result) {
    return result.environment == environment;
  });
  return {first, last};
}

VariantResult CountRuns(const std::string& environment, const std::string& variant,
                        std::span<const RunLog* const> runs, const ComparisonOptions& options) {
  VariantResult result{
      .environment = environment, .variant = variant, .statistic = options.statistic};
  result.of_evaluations =
      std::ranges::any_of(runs, [](const RunLog* run) { return HasEvaluations(*run); });
  TakeRuns(runs, options, result);
  result.mean = MeanOf(result.returns);
  return result;
}

VariantResult ResultOfReturns(std::vector<double> returns, const ComparisonOptions& options) {
  VariantResult result{.statistic = options.statistic, .returns = std::move(returns)};
  result.mean = MeanOf(result.returns);
  Summarize(options, result);
  return result;
}

Judged JudgedOf(const Comparison& comparison) {
  Judged judged;
  for (const VariantResult& result : comparison.results) {
    if (result.mean) judged.Add(result.of_evaluations);
  }
  return judged;
}

Comparison CompareRuns(std::span<const RunLog> logs, const ComparisonOptions& options) {
  Comparison comparison{.options = options};
  comparison.environments = DistinctInOrder(logs, &RunLog::environment);
  comparison.variants = DistinctInOrder(logs, &RunLog::variant);
  comparison.provenance = SummarizeProvenance(logs);

  Judged judged;
  for (const RunLog& log : logs) {
    if (log.num_recorded() > 0) judged.Add(HasEvaluations(log));
  }
  const std::vector<LogCell> cells = CellsOf(logs);
  std::map<std::string_view, std::set<int64_t>> seeds_of_environments;
  for (const LogCell& cell : cells) {
    for (const RunLog* run : cell.runs) seeds_of_environments[cell.environment].insert(run->seed);
  }
  comparison.results.resize(cells.size());
  ForEachIndex(cells.size(), [&](size_t i) {
    comparison.results[i] =
        ResultOf(cells[i], seeds_of_environments.at(cells[i].environment), options, judged);
  });

  std::vector<std::span<VariantResult>> of_environments;
  for (const std::string& environment : comparison.environments) {
    const std::span<const VariantResult> on = comparison.On(environment);
    const auto first = static_cast<size_t>(on.data() - comparison.results.data());
    of_environments.push_back(std::span(comparison.results).subspan(first, on.size()));
    AddSameReturnsFlags(of_environments.back(), std::span(cells).subspan(first, on.size()));
    AddLengthFlags(of_environments.back());
  }
  MarkBest(of_environments, options.interval);
  return comparison;
}

}  // namespace gaitbench
