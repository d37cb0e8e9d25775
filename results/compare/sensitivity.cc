#include "results/compare/sensitivity.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include <fmt/ranges.h>

#include "results/compare/names.h"
#include "results/compare/seed_notes.h"

namespace gaitbench {
namespace {

using Texts = std::vector<std::string>;

// A setting of an algorithm with its results, one for each environment.
struct Setting {
  std::string algorithm{}, name{};
  std::map<std::string, std::string> values{};  // by axis
  std::vector<const VariantResult*> results{};
};

using Scores = std::vector<std::vector<double>>;  // [setting][environment]

bool TooManyDiverged(const VariantResult& result) {
  constexpr double kMostDiverged = 0.1;
  const auto diverged = static_cast<double>(result.diverged.size());
  return diverged > kMostDiverged * (diverged + static_cast<double>(result.returns.size()));
}

// Those with runs that count on every environment; says which are left out.
std::vector<Setting> TakeSettings(const Comparison& comparison, Texts& notes) {
  std::vector<Setting> settings;
  for (const std::string& variant : comparison.variants) {
    const auto [algorithm, name] = SplitGridName(variant);
    if (name.empty()) continue;
    Setting setting{.algorithm = algorithm, .name = name, .values = AxisValues(variant)};
    std::string lacking, diverged;
    for (const std::string& environment : comparison.environments) {
      const VariantResult* result = comparison.Find(environment, variant);
      if (!result || !result->mean) {
        lacking = environment;
      } else if (TooManyDiverged(*result)) {
        diverged = environment;
      }
      setting.results.push_back(result);
    }
    if (lacking.empty() && diverged.empty()) {
      settings.push_back(std::move(setting));
    } else {
      notes.push_back(fmt::format(
          "{} is left out: on {} {}", DisplayName(variant), lacking.empty() ? diverged : lacking,
          lacking.empty() ? "more than a tenth of its runs diverged" : "it has no finished run"));
    }
  }
  return settings;
}

// The setting with the highest mean score; the first of equal ones.
size_t BestOverAll(const Scores& scores) {
  size_t best = 0;
  for (size_t h = 1; h < scores.size(); ++h) {
    if (Mean(scores[h]) > Mean(scores[best])) best = h;
  }
  return best;
}

// Mean over environments of the best score of the settings that are `allowed`.
template <class Allowed>
double TunedMean(const Scores& scores, const Allowed& allowed) {
  double sum = 0;
  const size_t num_environments = scores.front().size();
  for (size_t e = 0; e < num_environments; ++e) {
    double best = -INFINITY;
    for (size_t h = 0; h < scores.size(); ++h) {
      if (allowed(h)) best = std::max(best, scores[h][e]);
    }
    sum += best;
  }
  return sum / static_cast<double>(num_environments);
}

double SensitivityOf(const Scores& scores) {
  return TunedMean(scores, [](size_t) { return true; }) - Mean(scores[BestOverAll(scores)]);
}

// Of each environment, where score 0 and score 1 are; `means` are [setting][environment].
std::vector<Interval> ScalesOf(const Scores& means) {
  std::vector<Interval> scales;
  for (size_t e = 0; e < means.front().size(); ++e) {
    std::vector<double> of_environment;
    for (const auto& of_setting : means) of_environment.push_back(of_setting[e]);
    scales.push_back({Quantile(of_environment, 0.05), Quantile(of_environment, 0.95)});
  }
  return scales;
}

Scores ScoresOf(Scores means, const std::vector<Interval>& scales) {
  for (auto& of_setting : means) {
    for (size_t e = 0; e < scales.size(); ++e)
      of_setting[e] = (of_setting[e] - scales[e].low) / (scales[e].high - scales[e].low);
  }
  return means;
}

Scores MeansOf(const std::vector<Setting>& settings) {
  Scores means;
  for (const Setting& setting : settings) {
    means.emplace_back();
    for (const VariantResult* result : setting.results) means.back().push_back(*result->mean);
  }
  return means;
}

// Those of one algorithm, given by their numbers.
Scores Only(const Scores& scores, const std::vector<size_t>& numbers) {
  Scores some;
  for (const size_t number : numbers) some.push_back(scores[number]);
  return some;
}

// Each setting's seeds resampled by themselves. The scales stay those of the data: in a resample
// all means of an environment may be equal.
std::optional<Interval> BootstrapSensitivity(const std::vector<const Setting*>& settings,
                                             const std::vector<Interval>& scales,
                                             const BootstrapOptions& options) {
  Strata strata;
  for (const Setting* setting : settings) {
    for (const VariantResult* result : setting->results) strata.push_back(result->returns);
  }
  const size_t num_environments = scales.size();
  return StratifiedInterval(
      strata,
      [&](const Strata& resampled) {
        Scores means(settings.size(), std::vector<double>(num_environments));
        for (size_t i = 0; i < resampled.size(); ++i)
          means[i / num_environments][i % num_environments] = Mean(resampled[i]);
        return SensitivityOf(ScoresOf(std::move(means), scales));
      },
      options);
}

// For none, one, ... all axes tuned the best choice of them, the others being as in the fixed
// setting.
std::vector<TunedScore> ByNumberTuned(const std::vector<const Setting*>& settings,
                                      const Scores& scores, const Texts& axes, size_t fixed) {
  std::vector<TunedScore> best(axes.size() + 1, {.score = -INFINITY});
  for (size_t tuned = 0; tuned < size_t{1} << axes.size(); ++tuned) {
    const double score = TunedMean(scores, [&](size_t h) {
      for (size_t i = 0; i < axes.size(); ++i) {
        if (!(tuned >> i & 1) &&
            settings[h]->values.at(axes[i]) != settings[fixed]->values.at(axes[i]))
          return false;
      }
      return true;
    });
    TunedScore& of_number = best[static_cast<size_t>(std::popcount(tuned))];
    if (!(score > of_number.score)) continue;
    of_number = {.score = score};
    for (size_t i = 0; i < axes.size(); ++i) {
      if (tuned >> i & 1) of_number.tuned.push_back(axes[i]);
    }
  }
  return best;
}

// None where the tuned score is not above 0: a share of it says nothing.
std::optional<int64_t> EffectiveDimensionality(const std::vector<TunedScore>& by_number_tuned) {
  constexpr double kShare = 0.95;
  const double peak = by_number_tuned.back().score;
  if (!(peak > 0)) return std::nullopt;
  const auto enough =
      std::find_if(by_number_tuned.begin(), by_number_tuned.end(),
                   [&](const TunedScore& tuned) { return tuned.score >= kShare * peak; });
  return enough - by_number_tuned.begin();
}

Texts AxesOf(const Setting& setting) {
  Texts axes;
  for (const auto& [axis, value] : setting.values) axes.push_back(axis);
  return axes;
}

// Leaves out algorithms whose settings are not of the same axes; says which.
void KeepGrids(std::vector<Setting>& settings, Texts& notes) {
  std::map<std::string, std::set<Texts>> axes;  // of an algorithm's settings
  for (const Setting& setting : settings) axes[setting.algorithm].insert(AxesOf(setting));
  for (const auto& [algorithm, found] : axes) {
    if (found.size() > 1)
      notes.push_back(Sensitivity{.algorithm = algorithm}.Name() +
                      " is left out: its settings are not of the same axes");
  }
  std::erase_if(settings,
                [&](const Setting& setting) { return axes[setting.algorithm].size() > 1; });
}

// Whether some of an algorithm's settings differ in this axis alone, and all that do are the same
// runs everywhere.
bool IsIdle(const std::string& axis, const std::vector<const Setting*>& settings) {
  std::map<std::map<std::string, std::string>, Texts> runs;  // by the values of the other axes
  bool any = false;
  for (const Setting* setting : settings) {
    auto others = setting->values;
    others.erase(axis);
    Texts names;
    for (const VariantResult* result : setting->results) names.push_back(FirstOfSameRun(*result));
    const auto [known, added] = runs.try_emplace(others, names);
    if (known->second != names) return false;
    any = any || !added;
  }
  return any;
}

// Leaves out axes that act in none of an algorithm's runs, and of the settings that are then equal
// all but the first; says which.
void LeaveOutIdleAxes(std::vector<Setting>& settings, Texts& notes) {
  std::map<std::string, std::vector<const Setting*>> algorithms;
  for (const Setting& setting : settings) algorithms[setting.algorithm].push_back(&setting);
  std::set<std::pair<std::string, std::string>> idle;  // algorithm, axis
  for (const auto& [algorithm, own] : algorithms) {
    for (const std::string& axis : AxesOf(*own.front())) {
      if (!IsIdle(axis, own)) continue;
      idle.emplace(algorithm, axis);
      notes.push_back(fmt::format("{}: {} acts in none of the runs",
                                  Sensitivity{.algorithm = algorithm}.Name(), axis));
    }
  }
  std::set<std::pair<std::string, std::map<std::string, std::string>>> known;
  std::erase_if(settings, [&](Setting& setting) {
    std::erase_if(setting.values, [&](const auto& value) {
      return idle.contains({setting.algorithm, value.first});
    });
    return !known.emplace(setting.algorithm, setting.values).second;
  });
}

std::vector<BestSetting> BestByEnvironment(const std::vector<const Setting*>& settings,
                                           const Texts& environments, const Setting* fixed) {
  std::vector<BestSetting> all;
  for (size_t e = 0; e < environments.size(); ++e) {
    const auto best = *std::max_element(settings.begin(), settings.end(),
                                        [&](const Setting* a, const Setting* b) {
                                          return *a->results[e]->mean < *b->results[e]->mean;
                                        });
    const VariantResult& here = *best->results[e];
    all.push_back({.environment = environments[e],
                   .setting = best->name,
                   .value = *here.mean,
                   .interval = here.mean_interval});
    if (!fixed) continue;
    all.back().fixed_value = fixed->results[e]->mean;
    all.back().fixed_interval = fixed->results[e]->mean_interval;
  }
  return all;
}

// Environments whose settings' means are all equal, or nearly: they have no scale.
Texts WithoutScale(const Texts& environments, const std::vector<Interval>& scales) {
  Texts without;
  for (size_t e = 0; e < scales.size(); ++e) {
    if (!(scales[e].high > scales[e].low)) without.push_back(environments[e]);
  }
  return without;
}

// What is told of one algorithm where there are scores.
void AddScores(const std::vector<const Setting*>& settings, const std::vector<Interval>& scales,
               const Scores& scores, const BootstrapOptions& options, Sensitivity& result,
               Texts& notes) {
  constexpr size_t kMostAxes = 6;
  result.sensitivity = SensitivityOf(scores);
  result.sensitivity_interval = BootstrapSensitivity(settings, scales, options);
  if (result.axes.size() > kMostAxes) {
    notes.push_back(fmt::format("{}: how many of its {} axes to tune is not told, of more than {}",
                                result.Name(), result.axes.size(), kMostAxes));
    return;
  }
  result.by_number_tuned = ByNumberTuned(settings, scores, result.axes, BestOverAll(scores));
  result.effective_dimensionality = EffectiveDimensionality(result.by_number_tuned);
}

}  // namespace

std::string Sensitivity::Name() const {
  return algorithm.empty() ? "the base" : DisplayName(algorithm);
}

GridName SplitGridName(const std::string& variant) {
  Texts algorithm, setting;
  for (const std::string& part : NameParts(variant))
    (part.find('=') == std::string::npos ? algorithm : setting).push_back(part);
  return {.algorithm = fmt::format("{}", fmt::join(algorithm, "+")),
          .setting = fmt::format("{}", fmt::join(setting, "+"))};
}

std::vector<std::string> NumericAxes(const std::vector<std::string>& variants) {
  std::map<std::string, std::set<std::string>> labels;
  for (const std::string& variant : variants) {
    for (const auto& [axis, value] : AxisValues(variant)) labels[axis].insert(value);
  }
  Texts axes;
  for (const auto& [axis, values] : labels) {
    const bool numbers = std::all_of(values.begin(), values.end(), NumberOfLabel);
    if (numbers && values.size() > 1) axes.push_back(axis);
  }
  return axes;
}

Sensitivities SensitivitiesOf(const Comparison& comparison) {
  Sensitivities all;
  if (NumericAxes(comparison.variants).empty()) return all;
  const Texts& environments = comparison.environments;
  std::vector<Setting> settings = TakeSettings(comparison, all.notes);
  KeepGrids(settings, all.notes);
  LeaveOutIdleAxes(settings, all.notes);
  if (settings.empty()) return all;
  const Scores means = MeansOf(settings);
  const std::vector<Interval> scales = ScalesOf(means);
  const Texts without_scale = WithoutScale(environments, scales);
  const bool several = environments.size() > 1, scored = several && without_scale.empty();
  if (several && !scored)
    all.notes.push_back(fmt::format("no scores: on {} the means of the settings are all equal",
                                    fmt::join(without_scale, ", ")));
  const Scores scores = scored ? ScoresOf(means, scales) : means;
  for (size_t e = 0; scored && e < scales.size(); ++e)
    all.scales.push_back({.environment = environments[e],
                          .low = scales[e].low,
                          .high = scales[e].high,
                          .source = "5th and 95th percentiles of the settings' mean returns"});
  std::map<std::string, std::vector<size_t>> algorithms;  // their settings
  for (size_t h = 0; h < settings.size(); ++h) algorithms[settings[h].algorithm].push_back(h);
  for (const auto& [algorithm, numbers] : algorithms) {
    std::vector<const Setting*> own;
    for (const size_t number : numbers) own.push_back(&settings[number]);
    const Scores own_scores = Only(scores, numbers);
    Sensitivity result{.algorithm = algorithm, .axes = AxesOf(*own.front())};
    const Setting* fixed = scored || !several ? own[BestOverAll(own_scores)] : nullptr;
    if (fixed) result.fixed = fixed->name;
    result.environments = BestByEnvironment(own, environments, fixed);
    if (scored)
      AddScores(own, scales, own_scores, comparison.options.Bootstrap(), result, all.notes);
    all.algorithms.push_back(std::move(result));
  }
  return all;
}

}  // namespace gaitbench
