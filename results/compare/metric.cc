#include "results/compare/metric.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

constexpr std::string_view kWithoutNoise = "the policy without noise in environments of its own";

// Mean over the episodes of the last iterations that together hold `count`; an iteration counts
// whole.
double LastEpisodesMeanReturn(const RunLog& log, int64_t count) {
  double episodes = 0, sum = 0;
  const std::span<const double> returns = log.columns.Values(kMeanReturn);
  const std::span<const double> counts = log.columns.Values(kNumEpisodes);
  for (size_t i = std::min(returns.size(), counts.size()); i-- > 0;) {
    if (!(counts[i] > 0) || std::isnan(returns[i])) continue;
    episodes += counts[i];
    sum += counts[i] * returns[i];
    if (episodes >= static_cast<double>(count)) break;
  }
  return episodes > 0 ? sum / episodes : kNotMeasured;
}

double MaxMeanReturn(const RunLog& log) {
  double largest = kNotMeasured;
  for (double mean_return : JudgedReturns(log)) largest = std::fmax(largest, mean_return);
  return largest;
}

}  // namespace

double RunReturn(const RunLog& log, const ComparisonOptions& options) {
  switch (options.statistic) {
    case Metric::kFinalMeanReturn:
      return FinalMeanReturn(log, options.last_iterations);
    case Metric::kLastEpisodesMeanReturn:
      return LastEpisodesMeanReturn(log, options.last_episodes);
    case Metric::kMaxMeanReturn:
      return MaxMeanReturn(log);
    case Metric::kEvaluationMeanReturn:
      return log.evaluation_returns.empty() ? kNotMeasured : Mean(log.evaluation_returns);
  }
  throw std::logic_error("metric without a rule");
}

std::string MetricDescription(const ComparisonOptions& options, Judged judged) {
  const auto either = [&](const std::string& of_iterations, const std::string& of_evaluations,
                          const std::string& of_its_evaluations) {
    if (judged.both())
      return fmt::format("{}, or, of a run with evaluations in training, {}", of_iterations,
                         of_its_evaluations);
    return judged.by_evaluations ? of_evaluations : of_iterations;
  };
  switch (options.statistic) {
    case Metric::kFinalMeanReturn: {
      if (options.last_iterations == 1)
        return either("mean return of the last iteration",
                      fmt::format("return of the last evaluation in training, {}", kWithoutNoise),
                      "return of the last of them");
      const int64_t last = options.last_iterations;
      return either(
          fmt::format("mean of the last {} iterations' mean returns", last),
          fmt::format("mean of the last {} evaluations in training, {}", last, kWithoutNoise),
          fmt::format("mean of the last {} of them", last));
    }
    case Metric::kLastEpisodesMeanReturn:
      return fmt::format("mean return of the last {} training episodes (whole iterations)",
                         options.last_episodes);
    case Metric::kMaxMeanReturn:
      return either("maximum over training of the iterations' mean returns",
                    fmt::format("largest of the evaluations in training, {}", kWithoutNoise),
                    "the largest of them");
    case Metric::kEvaluationMeanReturn:
      return "mean return of a separate evaluation's episodes, the trained policy with frozen "
             "observation statistics";
  }
  throw std::logic_error("metric without a description");
}

std::string EvaluationNote(const ComparisonOptions& options) {
  switch (options.statistic) {
    case Metric::kFinalMeanReturn:
      return fmt::format("judged by the last {} in training, {}",
                         options.last_iterations == 1
                             ? "evaluation"
                             : fmt::format("{} evaluations", options.last_iterations),
                         kWithoutNoise);
    case Metric::kMaxMeanReturn:
      return "judged by the largest of its evaluations in training";
    case Metric::kLastEpisodesMeanReturn:
    case Metric::kEvaluationMeanReturn:
      return "";
  }
  throw std::logic_error("metric without a note");
}

std::string MetricWarning(Metric metric) {
  if (metric != Metric::kMaxMeanReturn) return {};
  return "a maximum over training is biased upward, the more so the noisier and the longer the "
         "training";
}

}  // namespace gaitbench
