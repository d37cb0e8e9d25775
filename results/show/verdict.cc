#include "results/show/verdict.h"

#include <algorithm>
#include <map>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

std::string WithInterval(double value, const std::optional<Interval>& interval) {
  const int decimals = Decimals(value, interval);
  std::string text = FixedText(value, decimals);
  if (interval)
    text +=
        " " + IntervalText(FixedText(interval->low, decimals), FixedText(interval->high, decimals));
  return text;
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
  if (measured == 1) return environment + ": " + name + " reached " + mean + ".";
  if (best->clearly_best)
    return environment + ": " + name + " is best, " + mean +
           "; its difference to every other variant holds.";
  return environment + ": no variant is clearly best. " + name + " has the highest mean, " + mean +
         ", but its difference to some other variant does not hold.";
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
  return environment + ": code-level choices move the mean return by up to " +
         WithInterval(acli->value, acli->interval) + " (ACLI), the step rule by up to " +
         WithInterval(aai->value, aai->interval) + " (AAI); ACLI - AAI is " +
         WithInterval(excess->value, excess->interval) + ": " + ClaimText(*excess) +
         " Both are maxima of noisy differences, biased upward.";
}

std::string Listed(const std::vector<std::string>& parts) {
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

std::string ChangeText(const FactorialEffect& effect) {
  return WithInterval(effect.estimate.value, effect.estimate.interval);
}

// "reward_scaling changes it by 3 [2, 4] where value_clipping is off, by 7 [6, 8] where it is on"
std::vector<std::string> ActingTogether(const std::vector<FactorialEffect>& simple_effects) {
  std::vector<std::string> texts;
  for (const FactorialEffect& effect : simple_effects) {
    if (effect.given->on) {
      texts.back() += ", by " + ChangeText(effect) + " where it is on";
    } else {
      texts.push_back(effect.factors[0] + " changes it by " + ChangeText(effect) + " where " +
                      effect.given->factor + " is off");
    }
  }
  return texts;
}

std::string EffectsOfSwitches(const Factorial& factorial, double level) {
  std::vector<std::string> hold, open, together;
  for (const FactorialEffect& effect : factorial.effects) {
    const bool holds = effect.Holds(level);
    if (effect.factors.size() == 1)
      (holds ? hold : open).push_back(effect.Name() + " (" + ChangeText(effect) + ")");
    if (effect.factors.size() == 1 || !holds) continue;
    for (const std::string& text : ActingTogether(factorial.SimpleEffectsOf(effect)))
      together.push_back(text);
  }
  if (hold.empty() && open.empty()) return {};
  std::string text = factorial.environment + ": over the grid's other settings, ";
  text += hold.empty() ? "no switch is shown to change the mean return"
                       : "what changes the mean return is " + Listed(hold);
  if (!open.empty()) text += "; these runs do not tell for " + Listed(open);
  text +=
      together.empty() ? ". No two switches are shown to act together." : ". Some act together:";
  for (size_t i = 0; i < together.size(); ++i) text += (i == 0 ? " " : "; ") + together[i];
  return text + (together.empty() ? "" : ".");
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
    std::string who;
    for (const std::string& name : names) who += (who.empty() ? "" : ", ") + name;
    if (names.size() == comparison.results.size()) who = "All variants";
    warnings.push_back(who + ": " + flag + ".");
  }
  return warnings;
}

}  // namespace gaitbench
