#include "results/factorial.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "results/distributions.h"
#include "results/estimate_json.h"
#include "results/hypothesis_tests.h"
#include "results/seed_notes.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// returns[cell], cell being the bits of the factors that are on
using Cells = std::vector<double>;

void CollectTexts(const ordered_json& value, const std::string& path,
                  std::map<std::string, std::set<std::string>>& values) {
  if (value.is_object()) {
    for (const auto& item : value.items())
      CollectTexts(item.value(), path.empty() ? item.key() : path + "." + item.key(), values);
  } else if (value.is_boolean() || value.is_string()) {
    values[path].insert(value.dump());
  }
}

// Of two texts "none" counts as off, else the one that comes later in the alphabet.
Factor FactorOf(const std::string& key, const ordered_json& first, const ordered_json& last) {
  const bool last_is_on = last == true || first == "none";
  return last_is_on ? Factor{.key = key, .off = first, .on = last}
                    : Factor{.key = key, .off = last, .on = first};
}

// Settings with exactly two values over the runs.
std::vector<Factor> VaryingFactors(const std::vector<const RunLog*>& runs) {
  std::map<std::string, std::set<std::string>> values;
  for (const RunLog* run : runs) CollectTexts(run->config, "", values);
  std::vector<Factor> factors;
  for (const auto& [key, texts] : values) {
    if (texts.size() != 2) continue;
    factors.push_back(
        FactorOf(key, ordered_json::parse(*texts.begin()), ordered_json::parse(*texts.rbegin())));
  }
  return factors;
}

// null where a config does not have it
ordered_json At(const ordered_json& config, const std::string& key) {
  std::string path = "/" + key;
  std::replace(path.begin(), path.end(), '.', '/');
  const ordered_json::json_pointer pointer(path);
  return config.contains(pointer) ? config.at(pointer) : ordered_json();
}

// Of each run, whether the factor is on.
std::vector<bool> Pattern(const std::vector<const RunLog*>& runs, const Factor& factor) {
  std::vector<bool> pattern;
  for (const RunLog* run : runs) pattern.push_back(At(run->config, factor.key) == factor.on);
  return pattern;
}

// {"annealing": "on", ...} of a variant that a study's grid named "annealing=on+...".
std::map<std::string, std::string> AxisValues(const std::string& variant) {
  std::map<std::string, std::string> values;
  std::istringstream parts(variant);
  for (std::string part; std::getline(parts, part, '+');) {
    const size_t equals = part.find('=');
    if (equals != std::string::npos) values[part.substr(0, equals)] = part.substr(equals + 1);
  }
  return values;
}

// The axis whose value says whether the factor is on, if one does.
std::string AxisOf(const std::vector<const RunLog*>& runs, const std::vector<bool>& pattern) {
  for (const auto& [axis, first] : AxisValues(runs.front()->variant)) {
    bool tells = true;
    for (size_t i = 0; i < runs.size() && tells; ++i) {
      const auto values = AxisValues(runs[i]->variant);
      const auto found = values.find(axis);
      tells = found != values.end() && (found->second == first) == (pattern[i] == pattern[0]);
    }
    if (tells) return axis;
  }
  return {};
}

// One factor for settings that only vary together, as the several that one axis sets.
std::vector<Factor> WithoutAliases(const std::vector<const RunLog*>& runs,
                                   std::vector<Factor> factors) {
  std::vector<Factor> distinct;
  std::set<std::vector<bool>> patterns;
  for (Factor& factor : factors) {
    const std::vector<bool> pattern = Pattern(runs, factor);
    std::vector<bool> opposite = pattern;
    opposite.flip();
    if (patterns.contains(pattern) || patterns.contains(opposite)) continue;
    patterns.insert(pattern);
    factor.axis = AxisOf(runs, pattern);
    distinct.push_back(std::move(factor));
  }
  return distinct;
}

size_t CellOf(const RunLog& run, const std::vector<Factor>& factors) {
  size_t cell = 0;
  for (size_t i = 0; i < factors.size(); ++i)
    cell |= size_t{At(run.config, factors[i].key) == factors[i].on} << i;
  return cell;
}

// One variant in each cell, and every cell filled.
bool IsFullGrid(const std::vector<const RunLog*>& runs, const std::vector<Factor>& factors) {
  constexpr size_t kMostFactors = 10;
  if (factors.size() < 2 || factors.size() > kMostFactors) return false;
  std::vector<std::set<std::string>> variants(size_t{1} << factors.size());
  for (const RunLog* run : runs) variants[CellOf(*run, factors)].insert(run->variant);
  return std::all_of(variants.begin(), variants.end(),
                     [](const auto& names) { return names.size() == 1; });
}

double Contrast(const Cells& returns, const std::vector<size_t>& factors) {
  double sum = 0;
  for (size_t cell = 0; cell < returns.size(); ++cell) {
    double sign = 1;
    for (const size_t factor : factors) sign *= (cell >> factor & 1) ? 1 : -1;
    sum += sign * returns[cell];
  }
  return sum / (static_cast<double>(returns.size()) / 2);
}

FactorialEffect EffectOf(const std::vector<Cells>& returns_of_seeds,
                         const std::vector<size_t>& factors, const std::vector<Factor>& all,
                         const BootstrapOptions& options) {
  std::vector<double> values;
  for (const Cells& returns : returns_of_seeds) values.push_back(Contrast(returns, factors));
  FactorialEffect effect{.value = Mean(values),
                         .interval = PercentileInterval(values, Mean, options)};
  for (const size_t factor : factors) effect.factors.push_back(all[factor].Name());
  const auto deviation = StandardDeviation(values);
  if (deviation && *deviation > 0) {
    const auto n = static_cast<double>(values.size());
    effect.p = 2 * StudentUpperTail(std::abs(effect.value) / (*deviation / std::sqrt(n)), n - 1);
  }
  return effect;
}

void AddEffects(const std::vector<Cells>& returns_of_seeds, const BootstrapOptions& options,
                Factorial& factorial) {
  const size_t k = factorial.factors.size();
  const auto add = [&](const std::vector<size_t>& factors) {
    factorial.effects.push_back(EffectOf(returns_of_seeds, factors, factorial.factors, options));
  };
  for (size_t i = 0; i < k; ++i) add({i});
  for (size_t i = 0; i < k; ++i) {
    for (size_t j = i + 1; j < k; ++j) add({i, j});
  }
  std::vector<double> p_values;
  for (const FactorialEffect& effect : factorial.effects) p_values.push_back(effect.p.value_or(1));
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  for (size_t i = 0; i < adjusted.size(); ++i) {
    if (factorial.effects[i].p) factorial.effects[i].p_holm = adjusted[i];
  }
}

void AddSurvival(const std::vector<Cells>& returns_of_seeds, Factorial& factorial) {
  for (size_t i = 0; i < factorial.factors.size(); ++i) {
    for (const bool on : {true, false}) {
      SurvivalCurve curve{.factor = factorial.factors[i].Name(), .on = on};
      for (const Cells& returns : returns_of_seeds) {
        for (size_t cell = 0; cell < returns.size(); ++cell) {
          if ((cell >> i & 1) == size_t{on}) curve.returns.push_back(returns[cell]);
        }
      }
      std::sort(curve.returns.begin(), curve.returns.end());
      const auto n = static_cast<double>(curve.returns.size());
      for (size_t j = 0; j < curve.returns.size(); ++j)
        curve.share.push_back((n - static_cast<double>(j)) / n);
      factorial.survival.push_back(std::move(curve));
    }
  }
}

Factorial FactorialOf(const std::vector<const RunLog*>& runs, std::vector<Factor> factors,
                      const ComparisonOptions& options) {
  Factorial factorial{.environment = runs.front()->environment, .factors = std::move(factors)};
  const size_t num_cells = size_t{1} << factorial.factors.size();
  std::map<int64_t, Cells> by_seed;
  for (const RunLog* run : runs) {
    const bool finished =
        !run->diverged && std::cmp_equal(run->iterations.size(), run->num_iterations);
    auto [cells, added] = by_seed.try_emplace(run->seed, num_cells, NAN);
    if (finished) cells->second[CellOf(*run, factorial.factors)] = RunReturn(*run, options);
  }
  std::vector<Cells> complete;
  std::vector<int64_t> incomplete;
  for (const auto& [seed, cells] : by_seed) {
    if (std::any_of(cells.begin(), cells.end(), [](double value) { return std::isnan(value); })) {
      incomplete.push_back(seed);
    } else {
      complete.push_back(cells);
      factorial.seeds.push_back(seed);
    }
  }
  if (!incomplete.empty())
    factorial.notes.push_back(SeedList(incomplete) + (incomplete.size() == 1 ? " lacks" : " lack") +
                              " a finished run in some cell and " +
                              (incomplete.size() == 1 ? "is" : "are") + " left out");
  if (complete.empty()) return factorial;
  const auto n = static_cast<int64_t>(complete.size());
  if (n < options.enough_seeds)
    factorial.notes.push_back(std::to_string(n) + (n == 1 ? " seed" : " seeds") +
                              ": intervals of so few under-cover");
  AddEffects(complete, options.Bootstrap(), factorial);
  AddSurvival(complete, factorial);
  return factorial;
}

ordered_json ToJson(const FactorialEffect& effect) {
  return {{"factors", effect.factors}, {"unit", "return"},
          {"value", effect.value},     {"interval", IntervalJson(effect.interval)},
          {"p", NumberJson(effect.p)}, {"p_holm", NumberJson(effect.p_holm)}};
}

}  // namespace

std::vector<Factorial> FindFactorials(std::span<const RunLog> logs,
                                      const ComparisonOptions& options) {
  std::map<std::string, std::vector<const RunLog*>> by_environment;
  for (const RunLog& log : logs) {
    if (!log.iterations.empty()) by_environment[log.environment].push_back(&log);
  }
  std::vector<Factorial> factorials;
  for (const auto& [environment, runs] : by_environment) {
    std::vector<Factor> factors = WithoutAliases(runs, VaryingFactors(runs));
    if (IsFullGrid(runs, factors))
      factorials.push_back(FactorialOf(runs, std::move(factors), options));
  }
  return factorials;
}

ordered_json ToJson(const std::vector<Factorial>& factorials) {
  auto json = ordered_json::array();
  for (const Factorial& factorial : factorials) {
    auto factors = ordered_json::array(), effects = ordered_json::array(),
         survival = ordered_json::array();
    for (const Factor& factor : factorial.factors)
      factors.push_back(
          {{"name", factor.Name()}, {"key", factor.key}, {"on", factor.on}, {"off", factor.off}});
    for (const FactorialEffect& effect : factorial.effects) effects.push_back(ToJson(effect));
    for (const SurvivalCurve& curve : factorial.survival)
      survival.push_back({{"factor", curve.factor},
                          {"on", curve.on},
                          {"returns", curve.returns},
                          {"share_at_least", curve.share}});
    json.push_back({{"environment", factorial.environment},
                    {"factors", factors},
                    {"seeds", factorial.seeds},
                    {"effects", effects},
                    {"survival", survival},
                    {"notes", factorial.notes}});
  }
  return json;
}

}  // namespace gaitbench
