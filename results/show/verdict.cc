#include "results/show/verdict.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

std::string WithInterval(double value, const std::optional<Interval>& interval) {
  return EstimateText(value, interval, Decimals(value, interval));
}

std::string BestOf(const Comparison& comparison, const std::string& environment) {
  const VariantResult* best = nullptr;
  int64_t measured = 0;
  for (const VariantResult& result : comparison.results) {
    if (result.environment != environment || !result.mean) continue;
    ++measured;
    if (!best || *result.mean > *best->mean) best = &result;
  }
  if (!best) return environment + ": no finished run.";
  const std::string mean = "mean return " + WithInterval(*best->mean, best->mean_interval);
  const std::string name = DisplayName(best->variant);
  if (measured == 1) return fmt::format("{}: {} reached {}.", environment, name, mean);
  if (best->clearly_best)
    return fmt::format("{}: {} is best, {}; its difference to every other variant holds.",
                       environment, name, mean);
  return fmt::format(
      "{}: no variant is clearly best. {} has the highest mean, {}, but its difference to some "
      "other variant does not hold.",
      environment, name, mean);
}

std::string WhichMakesMore(const TwoByTwo& result) {
  const std::string &rows = result.design.rows, &columns = result.design.columns;
  if (result.columns_make_more.holds)
    return fmt::format("the {} make more than the {}{}", columns, rows,
                       result.columns.estimate.value < 0 ? ", for the worse" : "");
  if (result.rows_make_more.holds)
    return fmt::format("the {} makes more than the {}", rows, columns);
  return fmt::format("these runs do not tell which makes more, the {} or the {}", columns, rows);
}

// "step rule -65 [-442, 312]"
std::string ContrastText(const TwoByTwoContrast& contrast) {
  return contrast.name + " " + WithInterval(contrast.estimate.value, contrast.interval);
}

std::string TwoByTwoText(const TwoByTwo& result) {
  const MakesMore& more = result.columns_make_more;
  const std::string tested =
      more.p_holm ? fmt::format(" (that the {} make more: {}, by Holm over environments)",
                                result.design.columns, PEquals(*more.p_holm))
                  : "";
  return fmt::format(
      "{}: {}: {} and {}, of which ACLI - AAI = {} is made{}. Over both, {}; {}; {}.",
      result.environment, WhichMakesMore(result), ContrastText(result.a), ContrastText(result.b),
      WithInterval(result.excess, result.excess_interval), tested, ContrastText(result.columns),
      ContrastText(result.rows), ContrastText(result.interaction));
}

std::string Listed(const std::vector<std::string>& parts) {
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

std::string ChangeText(const ContrastEstimate& estimate) {
  return WithInterval(estimate.value, estimate.interval);
}

// "reward_scaling changes it by 3 [2, 4] where value_clipping is off, by 7 [6, 8] where it is on"
std::vector<std::string> ActingTogether(const std::vector<SimpleEffect>& simple_effects) {
  std::vector<std::string> texts;
  for (const SimpleEffect& effect : simple_effects) {
    if (effect.given.on) {
      texts.back() += ", by " + ChangeText(effect.estimate) + " where it is on";
    } else {
      texts.push_back(fmt::format("{} changes it by {} where {} is off", effect.factor,
                                  ChangeText(effect.estimate), effect.given.factor));
    }
  }
  return texts;
}

std::string EffectsOfSwitches(const Factorial& factorial, double level) {
  std::vector<std::string> hold, open, together;
  for (const FactorialEffect& effect : factorial.effects) {
    const bool holds = effect.Holds(level);
    if (effect.factors.size() == 1)
      (holds ? hold : open)
          .push_back(fmt::format("{} ({})", effect.Name(), ChangeText(effect.estimate)));
    if (effect.factors.size() == 1 || !holds) continue;
    for (const std::string& text : ActingTogether(factorial.SimpleEffectsOf(effect)))
      together.push_back(text);
  }
  if (hold.empty() && open.empty()) return {};
  std::string text =
      fmt::format("{}: over the grid's other settings, {}", factorial.environment,
                  hold.empty() ? "no switch is shown to change the mean return"
                               : fmt::format("what changes the mean return is {}", Listed(hold)));
  if (!open.empty()) text += fmt::format("; these runs do not tell for {}", Listed(open));
  if (together.empty()) return text + ". No two switches are shown to act together.";
  return text + fmt::format(". Some act together: {}.", fmt::join(together, "; "));
}

}  // namespace

std::vector<std::string> Verdict(const Tables& tables) {
  std::vector<std::string> sentences;
  for (const std::string& environment : tables.comparison.environments) {
    sentences.push_back(BestOf(tables.comparison, environment));
    for (const TwoByTwo& two_by_two : tables.two_by_twos) {
      if (two_by_two.environment == environment) sentences.push_back(TwoByTwoText(two_by_two));
    }
    for (const Factorial& factorial : tables.factorials) {
      if (factorial.environment != environment) continue;
      if (std::string sentence = EffectsOfSwitches(factorial, tables.comparison.options.interval);
          !sentence.empty())
        sentences.push_back(std::move(sentence));
    }
  }
  return sentences;
}

std::vector<std::string> Warnings(const Comparison& comparison) {
  std::map<std::string, std::vector<std::string>> holders;  // by flag
  for (const VariantResult& result : comparison.results) {
    for (const std::string& flag : result.flags)
      holders[flag].push_back(DisplayName(result.variant) + " on " + result.environment);
  }
  std::vector<std::string> warnings;
  for (const auto& [flag, names] : holders) {
    const bool all = names.size() == comparison.results.size();
    const std::string who = all ? "All variants" : fmt::format("{}", fmt::join(names, ", "));
    warnings.push_back(fmt::format("{}: {}.", who, flag));
  }
  return warnings;
}

}  // namespace gaitbench
