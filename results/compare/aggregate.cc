#include "results/compare/aggregate.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "results/log/parallel.h"
#include "results/statistics/effect_size.h"
#include "results/statistics/shared_resamples.h"

namespace gaitbench {
namespace {

constexpr int64_t kProfileResamples = 2000;  // of each point of a profile, as rliable's default
constexpr int kProfilePoints = 61;

std::vector<double> MeanOfEach(const Strata& scores) {
  std::vector<double> means;
  for (const auto& stratum : scores) means.push_back(Mean(stratum));
  return means;
}

std::vector<double> Pooled(const Strata& scores) {
  std::vector<double> pooled;
  for (const auto& stratum : scores) pooled.insert(pooled.end(), stratum.begin(), stratum.end());
  return pooled;
}

bool CanBeResampled(const Strata& scores) {
  return std::ranges::all_of(scores, [](const auto& stratum) { return stratum.size() >= 2; });
}

// Thresholds from 0 (or the least score below it) to the largest score of any variant.
std::vector<double> Thresholds(const std::vector<Strata>& scores_of_variants) {
  double low = 0, high = 1;
  for (const Strata& scores : scores_of_variants) {
    for (const double score : Pooled(scores)) {
      low = std::min(low, score);
      high = std::max(high, score);
    }
  }
  std::vector<double> thresholds;
  for (int i = 0; i < kProfilePoints; ++i)
    thresholds.push_back(low + (high - low) * i / (kProfilePoints - 1));
  return thresholds;
}

ScoreProfile Profile(const Strata& scores, const std::vector<double>& thresholds,
                     BootstrapOptions options) {
  options.resamples = std::min(options.resamples, kProfileResamples);
  ScoreProfile profile{.threshold = thresholds};
  for (const double threshold : thresholds) profile.share.push_back(ShareAbove(scores, threshold));
  profile.low.assign(thresholds.size(), NAN);
  profile.high.assign(thresholds.size(), NAN);
  if (!CanBeResampled(scores)) return profile;
  const auto shares = SharesAbove(scores, thresholds, options);
  for (size_t i = 0; i < thresholds.size(); ++i) {
    const Interval band = CentralInterval(shares[i], options.level);
    profile.low[i] = band.low;
    profile.high[i] = band.high;
  }
  return profile;
}

// Its means and their intervals, over the same resamples.
void Estimate(const Strata& scores, const BootstrapOptions& options, VariantAggregate& variant) {
  const std::array<std::pair<StrataStatistic, ScoreEstimate*>, 4> estimates = {
      {{MeanScore, &variant.mean},
       {MedianScore, &variant.median},
       {InterquartileMeanScore, &variant.interquartile_mean},
       {[](const Strata& sample) { return OptimalityGap(sample); }, &variant.optimality_gap}}};
  std::vector<StrataStatistic> statistics;
  for (const auto& [statistic, estimate] : estimates) {
    estimate->value = statistic(scores);
    statistics.push_back(statistic);
  }
  if (!CanBeResampled(scores)) return;
  const auto distributions = BootstrapDistributions(scores, statistics, options);
  for (size_t i = 0; i < estimates.size(); ++i)
    estimates[i].second->interval = CentralInterval(distributions[i], options.level);
}

}  // namespace

double MeanScore(const Strata& scores) { return Mean(MeanOfEach(scores)); }

double MedianScore(const Strata& scores) { return Median(MeanOfEach(scores)); }

double InterquartileMeanScore(const Strata& scores) { return InterquartileMean(Pooled(scores)); }

double OptimalityGap(const Strata& scores, double target) {
  Strata shortfalls = scores;
  for (auto& stratum : shortfalls) {
    for (double& score : stratum) score = target - std::min(score, target);
  }
  return MeanScore(shortfalls);
}

double ShareAbove(const Strata& scores, double threshold) {
  double sum = 0;
  for (const auto& stratum : scores) {
    const auto above = std::count_if(stratum.begin(), stratum.end(),
                                     [&](double score) { return score > threshold; });
    sum += static_cast<double>(above) / static_cast<double>(stratum.size());
  }
  return sum / static_cast<double>(scores.size());
}

double MeanProbabilityOfImprovement(const Strata& a, const Strata& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += ProbabilityOfImprovement(a[i], b[i]);
  return sum / static_cast<double>(a.size());
}

std::optional<Interval> MeanProbabilityOfImprovementInterval(const Strata& a, const Strata& b,
                                                             const BootstrapOptions& options) {
  Strata both = a;
  both.insert(both.end(), b.begin(), b.end());
  const auto half = static_cast<ptrdiff_t>(a.size());
  return StratifiedInterval(
      both,
      [half](const Strata& resample) {
        return MeanProbabilityOfImprovement({resample.begin(), resample.begin() + half},
                                            {resample.begin() + half, resample.end()});
      },
      options);
}

Aggregates AggregateOverEnvironments(const Comparison& comparison,
                                     const std::vector<ScoreScale>& scales) {
  Aggregates aggregates;
  std::vector<std::string> without_scale;
  for (const std::string& environment : comparison.environments) {
    if (const auto scale = FindScale(scales, environment))
      aggregates.scales.push_back(*scale);
    else
      without_scale.push_back(environment);
  }
  if (!without_scale.empty())
    aggregates.notes.push_back(
        fmt::format("no reference returns, so in no score: {}", fmt::join(without_scale, ", ")));
  if (aggregates.scales.empty()) return aggregates;
  std::vector<Strata> scores_of_variants;
  for (const std::string& variant : comparison.variants) {
    Strata scores;
    for (const ScoreScale& scale : aggregates.scales) {
      const VariantResult* result = comparison.Find(scale.environment, variant);
      if (!result || result->returns.empty()) continue;
      scores.emplace_back();
      for (const double value : result->returns)
        scores.back().push_back((value - scale.low) / (scale.high - scale.low));
    }
    if (scores.size() < aggregates.scales.size()) {
      aggregates.notes.push_back(DisplayName(variant) +
                                 " has no finished runs on some environment and is left out");
      continue;
    }
    aggregates.variants.push_back({.variant = variant});
    scores_of_variants.push_back(std::move(scores));
  }

  const BootstrapOptions options = comparison.options.Bootstrap();
  const std::vector<double> thresholds = Thresholds(scores_of_variants);
  ForEachIndex(aggregates.variants.size(), [&](size_t i) {
    Estimate(scores_of_variants[i], options, aggregates.variants[i]);
    aggregates.variants[i].profile = Profile(scores_of_variants[i], thresholds, options);
  });
  return aggregates;
}

}  // namespace gaitbench
