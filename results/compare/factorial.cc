#include "results/compare/factorial.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "results/compare/config_keys.h"
#include "results/compare/names.h"
#include "results/compare/seed_notes.h"
#include "results/log/cells.h"
#include "results/statistics/hypothesis_tests.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

using Cells = GridReturns::value_type;

// Of settings that are switches or texts, or numbers or lists and an axis of the study's grid.
void CollectValues(const ordered_json& value, const std::string& path,
                   const std::map<std::string, std::string>& axes,
                   std::map<std::string, std::set<std::string>>& values) {
  if (value.is_object()) {
    for (const auto& item : value.items())
      CollectValues(item.value(), path.empty() ? item.key() : path + "." + item.key(), axes,
                    values);
  } else if (value.is_boolean() || value.is_string() ||
             ((value.is_number() || value.is_array()) && axes.contains(LastPart(path)))) {
    values[path].insert(value.dump());
  }
}

Factor FactorOf(const std::string& key, const ordered_json& a, const ordered_json& b) {
  Factor factor = {.key = key, .off = a, .on = b, .off_label = LabelOf(a), .on_label = LabelOf(b)};
  if (!IsOn(factor.on_label, factor.off_label)) factor.TurnRound();
  return factor;
}

// Settings that act in none of the runs: an axis over one changes nothing.
std::set<std::string> IdleInAll(const std::vector<const RunLog*>& runs) {
  std::set<std::string> idle = runs.front()->idle;
  for (const RunLog* run : runs)
    std::erase_if(idle, [&](const std::string& setting) { return !run->idle.contains(setting); });
  return idle;
}

ordered_json Without(const std::set<std::string>& settings, ordered_json config) {
  for (const std::string& setting : settings) config.erase(setting);
  return config;
}

// Of variants that differ in such settings alone the first.
std::vector<const RunLog*> WithoutRepeated(const std::vector<const RunLog*>& runs,
                                           const std::set<std::string>& idle) {
  std::map<std::string, std::string> first;  // variant of each config
  std::map<std::string, bool> is_first;      // of each variant
  for (const RunLog* run : runs) {
    if (is_first.contains(run->variant)) continue;
    const std::string config = Without(idle, run->config).dump();
    is_first[run->variant] = first.try_emplace(config, run->variant).second;
  }
  std::vector<const RunLog*> distinct = runs;
  std::erase_if(distinct, [&](const RunLog* run) { return !is_first.at(run->variant); });
  return distinct;
}

// Settings with exactly two values over the runs.
std::vector<Factor> VaryingFactors(const std::vector<const RunLog*>& runs,
                                   const std::set<std::string>& idle) {
  std::map<std::string, std::set<std::string>> values;
  for (const RunLog* run : runs)
    CollectValues(Without(idle, run->config), "", AxisValues(run->variant), values);
  std::vector<Factor> factors;
  for (const auto& [key, texts] : values) {
    if (texts.size() != 2) continue;
    factors.push_back(
        FactorOf(key, ordered_json::parse(*texts.begin()), ordered_json::parse(*texts.rbegin())));
  }
  return factors;
}

// Of each run, whether the factor is on.
std::vector<bool> Pattern(const std::vector<const RunLog*>& runs, const Factor& factor) {
  std::vector<bool> pattern;
  for (const RunLog* run : runs) pattern.push_back(ValueAt(run->config, factor.key) == factor.on);
  return pattern;
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

// What an axis calls on is on, whatever it sets.
void TakeAxis(const std::vector<const RunLog*>& runs, const std::vector<bool>& pattern,
              Factor& factor) {
  factor.axis = AxisOf(runs, pattern);
  if (factor.axis.empty()) return;
  for (size_t i = 0; i < runs.size(); ++i)
    (pattern[i] ? factor.on_label : factor.off_label) = AxisValues(runs[i]->variant)[factor.axis];
  if (!IsOn(factor.on_label, factor.off_label)) factor.TurnRound();
}

// One factor for settings that only vary together, as the several that one axis sets; a switch
// rather than a form that goes with it.
std::vector<Factor> WithoutAliases(const std::vector<const RunLog*>& runs,
                                   const std::vector<Factor>& factors) {
  std::vector<Factor> distinct;
  std::map<std::vector<bool>, size_t> index_of;  // by pattern, either way round
  for (Factor factor : factors) {
    const std::vector<bool> pattern = Pattern(runs, factor);
    std::vector<bool> opposite = pattern;
    opposite.flip();
    TakeAxis(runs, pattern, factor);
    const auto [known, added] = index_of.emplace(std::min(pattern, opposite), distinct.size());
    if (added) {
      distinct.push_back(std::move(factor));
    } else if (factor.on.is_boolean() && !distinct[known->second].on.is_boolean()) {
      distinct[known->second] = std::move(factor);
    }
  }
  return distinct;
}

size_t CellOf(const RunLog& run, const std::vector<Factor>& factors) {
  size_t cell = 0;
  for (size_t i = 0; i < factors.size(); ++i)
    cell |= size_t{ValueAt(run.config, factors[i].key) == factors[i].on} << i;
  return cell;
}

// One variant in each cell, every cell filled, and none the copy of another: its runs would count
// twice.
bool IsFullGrid(const std::vector<const RunLog*>& runs, const std::vector<Factor>& factors) {
  constexpr size_t kMostFactors = 10;
  if (factors.size() < 2 || factors.size() > kMostFactors) return false;
  std::vector<std::set<std::string>> variants(size_t{1} << factors.size());
  std::set<std::string> known, distinct;  // variants; configs of what acts
  for (const RunLog* run : runs) {
    variants[CellOf(*run, factors)].insert(run->variant);
    if (known.insert(run->variant).second) distinct.insert(ActingConfig(*run).dump());
  }
  return distinct.size() == variants.size() &&
         std::all_of(variants.begin(), variants.end(),
                     [](const auto& names) { return names.size() == 1; });
}

void AddEffects(const GridReturns& returns, double level, Factorial& factorial) {
  const std::vector<Factor>& all = factorial.factors;
  const auto add = [&](const std::vector<size_t>& factors) {
    FactorialEffect effect{.estimate = EstimateContrast(returns, factors, level)};
    for (const size_t factor : factors) effect.factors.push_back(all[factor].Name());
    factorial.effects.push_back(std::move(effect));
  };
  for (size_t i = 0; i < all.size(); ++i) add({i});
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t j = i + 1; j < all.size(); ++j) add({i, j});
  }
}

bool EffectsMayHold(const Factorial& factorial) {
  return factorial.seeds.size() >= kFewestSeeds && factorial.num_diverged == 0;
}

void TestTogether(double level, std::vector<Factorial>& factorials) {
  std::vector<TestOfFamily> family;
  for (Factorial& factorial : factorials) {
    for (FactorialEffect& effect : factorial.effects)
      family.push_back({effect.estimate.p, &effect.p_holm});
  }
  CorrectTogether(family);
  for (Factorial& factorial : factorials) {
    for (FactorialEffect& effect : factorial.effects)
      effect.holds = effect.p_holm && *effect.p_holm <= 1 - level && EffectsMayHold(factorial);
  }
}

void AddSimpleEffects(const GridReturns& returns, double level, Factorial& factorial) {
  const std::vector<Factor>& all = factorial.factors;
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t j = 0; j < all.size(); ++j) {
      if (i == j) continue;
      for (const bool on : {false, true}) {
        const size_t in_half = i - (i > j ? 1 : 0);
        factorial.simple_effects.push_back(
            {.factor = all[i].Name(),
             .given = {.factor = all[j].Name(), .on = on},
             .estimate = EstimateContrast(HalfGrid(returns, j, on), {&in_half, 1}, level)});
      }
    }
  }
}

void AddSurvival(const GridReturns& returns_of_seeds, Factorial& factorial) {
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
    factorial.num_diverged += run->diverged.has_value();
    auto [cells, added] = by_seed.try_emplace(run->seed, num_cells, NAN);
    if (IsFinished(*run)) cells->second[CellOf(*run, factorial.factors)] = RunReturn(*run, options);
  }
  GridReturns complete;
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
  if (factorial.num_diverged > 0)
    factorial.notes.push_back(
        fmt::format("diverged: {} of {} runs; no effect is claimed, as means "
                    "are of the seeds without",
                    factorial.num_diverged, runs.size()));
  if (complete.size() < kFewestSeeds)
    factorial.notes.push_back(
        fmt::format("of fewer than {} seeds no effect is claimed", kFewestSeeds));
  AddEffects(complete, options.interval, factorial);
  AddSimpleEffects(complete, options.interval, factorial);
  AddSurvival(complete, factorial);
  return factorial;
}

}  // namespace

void Factor::TurnRound() {
  std::swap(off, on);
  std::swap(off_label, on_label);
}

std::string FactorialEffect::Name() const {
  std::string name;
  for (const std::string& factor : factors) name += (name.empty() ? "" : " x ") + factor;
  return name;
}

std::string SimpleEffect::Name() const {
  return factor + ", " + given.factor + (given.on ? " on" : " off");
}

std::vector<SimpleEffect> Factorial::SimpleEffectsOf(const FactorialEffect& interaction) const {
  std::vector<SimpleEffect> simple;
  const auto involves = [&](const std::string& factor) {
    return std::find(interaction.factors.begin(), interaction.factors.end(), factor) !=
           interaction.factors.end();
  };
  for (const SimpleEffect& effect : simple_effects) {
    if (involves(effect.factor) && involves(effect.given.factor)) simple.push_back(effect);
  }
  return simple;
}

std::vector<Factorial> FindFactorials(std::span<const RunLog> logs,
                                      const ComparisonOptions& options) {
  std::map<std::string_view, std::vector<const RunLog*>> by_environment;
  for (const LogCell& cell : CellsOf(logs)) {
    for (const RunLog* run : cell.recorded()) by_environment[cell.environment].push_back(run);
  }
  std::vector<Factorial> factorials;
  for (const auto& [environment, all] : by_environment) {
    const std::set<std::string> idle = IdleInAll(all);
    const std::vector<const RunLog*> runs = WithoutRepeated(all, idle);
    std::vector<Factor> factors = WithoutAliases(runs, VaryingFactors(runs, idle));
    if (!IsFullGrid(runs, factors)) continue;
    factorials.push_back(FactorialOf(runs, std::move(factors), options));
    if (runs.size() < all.size())
      factorials.back().notes.push_back(
          "left out: variants that differ from others only in settings that act in none");
  }
  TestTogether(options.interval, factorials);
  return factorials;
}

}  // namespace gaitbench
