#include "results/compare/curves.h"

#include <algorithm>
#include <cmath>

#include "results/statistics/resampling.h"

namespace gaitbench {
namespace {

constexpr int64_t kBandResamples = 1000;

std::vector<double> Measured(Sample values) {
  std::vector<double> measured;
  for (const double value : values) {
    if (!std::isnan(value)) measured.push_back(value);
  }
  return measured;
}

// NaN where the run did not come so far, or has no such column.
double ValueAt(const RunLog& run, std::string_view column, size_t iteration) {
  const std::span<const double> values = run.columns.Values(column);
  return iteration < values.size() ? values[iteration] : kNotMeasured;
}

// Of each run, one value.
std::vector<double> ValuesAt(std::span<const RunLog* const> runs, std::string_view column,
                             size_t iteration) {
  std::vector<double> values;
  for (const RunLog* run : runs) values.push_back(ValueAt(*run, column, iteration));
  return values;
}

// The numbers of the runs in each resample.
std::vector<std::vector<size_t>> Resamples(size_t num_runs, const BootstrapOptions& options) {
  Resampler resampler(options.seed);
  std::vector<std::vector<size_t>> resamples(
      static_cast<size_t>(std::min(options.resamples, kBandResamples)));
  for (auto& indices : resamples) {
    for (size_t i = 0; i < num_runs; ++i) indices.push_back(resampler.Index(num_runs));
  }
  return resamples;
}

}  // namespace

Curve CurveOf(std::span<const RunLog* const> runs, std::string_view column) {
  size_t length = 0;
  for (const RunLog* run : runs) length = std::max(length, run->num_recorded());
  Curve curve;
  for (size_t iteration = 0; iteration < length; ++iteration) {
    double env_steps = kNotMeasured;
    for (const double steps : ValuesAt(runs, kEnvSteps, iteration))
      env_steps = std::fmax(env_steps, steps);
    const std::vector<double> measured = Measured(ValuesAt(runs, column, iteration));
    curve.env_steps.push_back(env_steps);
    curve.num_seeds.push_back(static_cast<double>(measured.size()));
    curve.mean.push_back(measured.empty() ? kNotMeasured : Mean(measured));
  }
  return curve;
}

std::vector<double> TrainingSeconds(const RunLog& run) {
  std::vector<double> seconds;
  double sum = 0;
  for (const IterationTiming& iteration : run.timing) seconds.push_back(sum += iteration.total);
  return seconds;
}

std::vector<double> MedianTrainingSeconds(std::span<const RunLog* const> runs) {
  std::vector<std::vector<double>> by_iteration;
  for (const RunLog* run : runs) {
    const std::vector<double> seconds = TrainingSeconds(*run);
    if (seconds.size() > by_iteration.size()) by_iteration.resize(seconds.size());
    for (size_t i = 0; i < seconds.size(); ++i) {
      if (!std::isnan(seconds[i])) by_iteration[i].push_back(seconds[i]);
    }
  }
  std::vector<double> medians;
  for (const std::vector<double>& seconds : by_iteration) {
    const double before = medians.empty() ? 0 : medians.back();
    medians.push_back(seconds.empty() ? kNotMeasured : std::fmax(before, Median(seconds)));
  }
  return medians;
}

std::vector<Interval> BandOfMean(std::span<const RunLog* const> runs, std::string_view column,
                                 std::span<const size_t> iterations,
                                 const BootstrapOptions& options) {
  const std::vector<std::vector<size_t>> resamples = Resamples(runs.size(), options);
  std::vector<Interval> band;
  std::vector<double> means, resample;
  for (const size_t iteration : iterations) {
    band.push_back({kNotMeasured, kNotMeasured});
    const std::vector<double> values = ValuesAt(runs, column, iteration);
    if (Measured(values).size() < 2) continue;
    means.clear();
    for (const std::vector<size_t>& indices : resamples) {
      resample.clear();
      for (const size_t index : indices) {
        if (!std::isnan(values[index])) resample.push_back(values[index]);
      }
      if (!resample.empty()) means.push_back(Mean(resample));
    }
    if (!means.empty()) band.back() = CentralInterval(means, options.level);
  }
  return band;
}

double AreaUnderCurve(const RunLog& run) {
  const std::vector<double> measured = Measured(JudgedReturns(run));
  return measured.empty() ? kNotMeasured : Mean(measured);
}

std::optional<double> StepsToReach(const RunLog& run, double threshold, int64_t window) {
  const std::vector<size_t> iterations = JudgedIterations(run);
  if (HasEvaluations(run)) window = 1;
  window = std::clamp<int64_t>(std::ssize(iterations), 1, window);
  const std::vector<double> smooth = RunningMean(JudgedReturns(run), window);
  for (size_t i = static_cast<size_t>(window) - 1; i < smooth.size(); ++i) {
    if (smooth[i] >= threshold) return ValueAt(run, kEnvSteps, iterations[i]);
  }
  return std::nullopt;
}

std::vector<double> RunningMean(Sample values, int64_t window) {
  std::vector<double> means;
  for (size_t i = 0; i < values.size(); ++i) {
    const size_t first =
        i + 1 >= static_cast<size_t>(window) ? i + 1 - static_cast<size_t>(window) : 0;
    const std::vector<double> measured = Measured(values.subspan(first, i + 1 - first));
    means.push_back(measured.empty() ? kNotMeasured : Mean(measured));
  }
  return means;
}

}  // namespace gaitbench
