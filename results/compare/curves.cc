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

struct Band {
  double low = kNotMeasured, high = kNotMeasured;
};

// Pointwise band of a statistic over resampled runs, `values` being those of each run at one
// iteration.
Band BandOf(const std::vector<double>& values, const std::vector<std::vector<size_t>>& resamples,
            const Statistic& statistic, double level) {
  if (resamples.empty() || Measured(values).size() < 2) return {};
  std::vector<double> distribution, resample;
  for (const std::vector<size_t>& indices : resamples) {
    resample.clear();
    for (const size_t index : indices) {
      if (!std::isnan(values[index])) resample.push_back(values[index]);
    }
    if (!resample.empty()) distribution.push_back(statistic(resample));
  }
  const Interval interval = CentralInterval(distribution, level);
  return {interval.low, interval.high};
}

}  // namespace

Curve CurveOf(std::span<const RunLog* const> runs, std::string_view column,
              const BootstrapOptions& options) {
  Resampler resampler(options.seed);
  std::vector<std::vector<size_t>> resamples(
      static_cast<size_t>(std::min(options.resamples, kBandResamples)));
  for (auto& indices : resamples) {
    for (size_t i = 0; i < runs.size(); ++i) indices.push_back(resampler.Index(runs.size()));
  }
  size_t length = 0;
  for (const RunLog* run : runs) length = std::max(length, run->num_recorded());

  Curve curve;
  std::vector<double> values(runs.size());  // one per run
  for (size_t iteration = 0; iteration < length; ++iteration) {
    double env_steps = kNotMeasured;
    for (size_t i = 0; i < runs.size(); ++i) {
      values[i] = ValueAt(*runs[i], column, iteration);
      env_steps = std::fmax(env_steps, ValueAt(*runs[i], kEnvSteps, iteration));
    }
    const std::vector<double> measured = Measured(values);
    const Band mean = BandOf(values, resamples, Mean, options.level);
    const Band interquartile_mean = BandOf(values, resamples, InterquartileMean, options.level);
    curve.env_steps.push_back(env_steps);
    curve.num_seeds.push_back(static_cast<double>(measured.size()));
    curve.mean.push_back(measured.empty() ? kNotMeasured : Mean(measured));
    curve.mean_low.push_back(mean.low);
    curve.mean_high.push_back(mean.high);
    curve.interquartile_mean.push_back(measured.empty() ? kNotMeasured
                                                        : InterquartileMean(measured));
    curve.interquartile_mean_low.push_back(interquartile_mean.low);
    curve.interquartile_mean_high.push_back(interquartile_mean.high);
  }
  return curve;
}

double AreaUnderCurve(const RunLog& run, std::string_view column) {
  const std::vector<double> measured = Measured(run.columns.Values(column));
  return measured.empty() ? kNotMeasured : Mean(measured);
}

std::optional<double> StepsToReach(const RunLog& run, double threshold, int64_t window) {
  const std::vector<double> smooth = RunningMean(run.columns.Values(kMeanReturn), window);
  for (size_t i = static_cast<size_t>(window) - 1; i < smooth.size(); ++i) {
    if (smooth[i] >= threshold) return ValueAt(run, kEnvSteps, i);
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
