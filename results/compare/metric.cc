#include "results/compare/metric.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

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

std::string MetricDescription(const ComparisonOptions& options) {
  switch (options.statistic) {
    case Metric::kFinalMeanReturn:
      return fmt::format("mean of the last {} iterations' mean returns", options.last_iterations);
    case Metric::kLastEpisodesMeanReturn:
      return fmt::format("mean return of the last {} training episodes (whole iterations)",
                         options.last_episodes);
    case Metric::kMaxMeanReturn:
      return "maximum over training of the iterations' mean returns";
    case Metric::kEvaluationMeanReturn:
      return "mean return of a separate evaluation's episodes, the trained policy with frozen "
             "observation statistics";
  }
  throw std::logic_error("metric without a description");
}

std::string EvaluationNote(const ComparisonOptions& options) {
  switch (options.statistic) {
    case Metric::kFinalMeanReturn:
      return fmt::format(
          "judged by the last {} evaluations in training, the policy without noise in environments "
          "of its own",
          options.last_iterations);
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
