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

// The paper's claim: the choices make more than the step rule.
std::string ClaimText(const PaperIndex& excess) {
  if (!ExcludesZero(excess.interval)) return "these runs do not tell which is larger.";
  return excess.value > 0 ? "the choices matter more." : "the step rule matters more.";
}

std::string StepRuleAgainstChoices(const std::vector<PaperIndex>& indices,
                                   const std::string& environment) {
  const auto find = [&](const char* name) {
    return std::find_if(indices.begin(), indices.end(), [&](const PaperIndex& index) {
      return index.environment == environment && index.name == name;
    });
  };
  const auto aai = find("AAI"), acli = find("ACLI"), excess = find("ACLI - AAI");
  if (excess == indices.end()) return {};
  return fmt::format(
      "{}: code-level choices move the mean return by up to {} (ACLI), the step rule by up to {} "
      "(AAI); ACLI - AAI is {}: {} Both are maxima of noisy differences, biased upward.",
      environment, WithInterval(acli->value, acli->interval),
      WithInterval(aai->value, aai->interval), WithInterval(excess->value, excess->interval),
      ClaimText(*excess));
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
    if (std::string sentence = StepRuleAgainstChoices(tables.indices, environment);
        !sentence.empty())
      sentences.push_back(std::move(sentence));
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
