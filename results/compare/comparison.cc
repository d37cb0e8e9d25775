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
#include "results/log/parallel.h"
#include "results/statistics/number_text.h"
#include "results/statistics/shared_resamples.h"
#include "results/statistics/welch.h"

namespace gaitbench {
namespace {

using RunsOfVariant = std::vector<const RunLog*>;                             // by seed
using RunsOfEnvironment = std::map<std::string, RunsOfVariant, std::less<>>;  // by variant

template <class Range>
std::vector<std::string> DistinctInOrder(const Range& logs, std::string RunLog::*member) {
  std::vector<std::string> distinct;
  for (const RunLog& log : logs) {
    if (std::find(distinct.begin(), distinct.end(), log.*member) == distinct.end())
      distinct.push_back(log.*member);
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
    } else if (done < run->num_iterations || done == 0) {
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

VariantResult ResultOf(const std::string& environment, const std::string& variant,
                       const RunsOfVariant& runs, const std::set<int64_t>& seeds_of_environment,
                       const ComparisonOptions& options, Judged judged) {
  VariantResult result = CountRuns(environment, variant, runs, options);
  for (const int64_t seed : seeds_of_environment) {
    const bool begun =
        std::any_of(runs.begin(), runs.end(), [&](const RunLog* run) { return run->seed == seed; });
    if (!begun) result.missing.push_back({seed, "other variants have it"});
  }
  Summarize(options, result);
  result.flags = SeedFlags(result, options.enough_seeds);
  for (std::string& flag : ConfigFlags(runs)) result.flags.push_back(std::move(flag));
  if (options.statistic == Metric::kFinalMeanReturn) {
    int64_t fewest = result.num_iterations;
    if (result.of_evaluations) {
      for (const RunLog* run : runs) fewest = std::min(fewest, std::ssize(JudgedReturns(*run)));
    }
    if (fewest > 0 && fewest < options.last_iterations) {
      result.flags.push_back(
          fmt::format("trained for {} only{}",
                      Counted(fewest, result.of_evaluations ? "evaluation" : "iteration"),
                      fewest == 1 ? "" : ", all of which count"));
    }
  }
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
  std::vector<size_t> firsts;  // of each environment, in the results
  std::vector<RunsOfVariant> runs_of_results;
  std::vector<std::set<int64_t>> seeds_of_environments;
  for (const std::string& environment : comparison.environments) {
    RunsOfEnvironment runs;
    std::set<int64_t>& seeds = seeds_of_environments.emplace_back();
    for (const RunLog& log : logs) {
      if (log.environment != environment) continue;
      runs[log.variant].push_back(&log);
      seeds.insert(log.seed);
    }
    firsts.push_back(runs_of_results.size());
    for (const std::string& variant : comparison.variants) {
      if (!runs.contains(variant)) continue;
      runs_of_results.push_back(std::move(runs[variant]));
      std::ranges::sort(runs_of_results.back(), {}, &RunLog::seed);
    }
  }
  firsts.push_back(runs_of_results.size());
  comparison.results.resize(runs_of_results.size());
  ForEachIndex(runs_of_results.size(), [&](size_t i) {
    const RunLog& first = *runs_of_results[i].front();
    const auto environment = std::ranges::upper_bound(firsts, i) - firsts.begin() - 1;
    comparison.results[i] =
        ResultOf(first.environment, first.variant, runs_of_results[i],
                 seeds_of_environments[static_cast<size_t>(environment)], options, judged);
  });

  std::vector<std::span<VariantResult>> of_environments;
  for (size_t i = 0; i + 1 < firsts.size(); ++i) {
    const size_t first = firsts[i], count = firsts[i + 1] - first;
    of_environments.push_back(std::span(comparison.results).subspan(first, count));
    AddSameReturnsFlags(of_environments.back(), std::span(runs_of_results).subspan(first, count));
    AddLengthFlags(of_environments.back());
  }
  MarkBest(of_environments, options.interval);
  return comparison;
}

}  // namespace gaitbench
