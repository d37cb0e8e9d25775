#include "results/tables/verdict.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/compare/seed_notes.h"
#include "results/decide/decided_claims.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

std::string WithInterval(double value, const std::optional<Interval>& interval) {
  return EstimateText(value, interval, Decimals(value, interval));
}

std::string Listed(const std::vector<std::string>& parts) {
  std::string text;
  for (size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

// " Diverged: 4 of PPO's 10 runs.": a mean is of the others
std::string DivergedText(const std::vector<const VariantResult*>& results) {
  std::vector<std::string> parts;
  for (const VariantResult* result : results) {
    if (result->diverged.empty()) continue;
    const size_t finished = result->returns.size(), diverged = result->diverged.size();
    parts.push_back(fmt::format("{} of {}'s {} runs", diverged, DisplayName(result->variant),
                                finished + diverged));
  }
  return parts.empty() ? "" : fmt::format(" Diverged: {}.", Listed(parts));
}

// What the highest mean is worth: best, or why not.
std::string HighestText(const std::vector<const VariantResult*>& highest,
                        const std::vector<const VariantResult*>& all) {
  const VariantResult& best = *highest.front();
  const std::string mean = "mean return " + WithInterval(*best.mean, best.mean_interval);
  const std::string name = DisplayName(best.variant);
  if (best.clearly_best)
    return fmt::format("{} is best, {}; Welch's test tells it from every other variant, {}.", name,
                       mean, PEquals(*best.p_best));
  if (highest.size() > 1) {
    std::vector<std::string> names;
    for (const VariantResult* result : highest) names.push_back(DisplayName(result->variant));
    return fmt::format("no variant is clearly best. {} have the same highest {}.", Listed(names),
                       mean);
  }
  const std::string highest_text =
      fmt::format("no variant is clearly best. {} has the highest {}", name, mean);
  if (!best.diverged.empty())
    return fmt::format("{}, of those of its runs that did not diverge.", highest_text);
  if (best.returns.size() < kFewestSeeds)
    return fmt::format("{}, of too few seeds to tell.", highest_text);
  for (const VariantResult* other : all) {
    if (other->mean && other->returns.size() < kFewestSeeds)
      return fmt::format("{}; {} has too few seeds to tell.", highest_text,
                         DisplayName(other->variant));
  }
  return fmt::format("{}, but Welch's test does not tell it from every other variant, {}.",
                     highest_text, PEquals(best.p_best.value_or(1)));
}

// Where a study looked several times, what it claims is its decision.
std::string HighestAtSeveralLooks(const VariantResult& highest) {
  return fmt::format("the highest mean return is {}'s, {}; what is claimed is the decision.",
                     DisplayName(highest.variant),
                     WithInterval(*highest.mean, highest.mean_interval));
}

std::vector<const VariantResult*> ResultsOn(const Comparison& comparison,
                                            const std::string& environment) {
  std::vector<const VariantResult*> results;
  for (const VariantResult& result : comparison.results) {
    if (result.environment == environment) results.push_back(&result);
  }
  return results;
}

std::string BestOf(const Tables& tables, const std::string& environment) {
  const std::vector<const VariantResult*> all = ResultsOn(tables.comparison, environment);
  std::vector<const VariantResult*> highest;  // those with the highest mean
  int64_t measured = 0;
  for (const VariantResult* result : all) {
    if (!result->mean) continue;
    ++measured;
    if (!highest.empty() && *result->mean > *highest.front()->mean) highest.clear();
    if (highest.empty() || *result->mean == *highest.front()->mean) highest.push_back(result);
  }
  const std::string diverged = DivergedText(all);
  if (highest.empty()) return fmt::format("{}: no finished run.{}", environment, diverged);
  const bool all_same = std::ranges::all_of(
      all, [&](const VariantResult* result) { return AreSameRun(*result, *all.front()); });
  if (measured > 1 && !all_same) {
    const std::string text = FindDecision(tables.decisions, environment)
                                 ? HighestAtSeveralLooks(*highest.front())
                                 : HighestText(highest, all);
    return fmt::format("{}: {}{}", environment, text, diverged);
  }
  const VariantResult& first = *highest.front();
  return fmt::format("{}: {} reached mean return {}.{}", environment,
                     measured > 1 ? (measured == 2 ? "both" : "all") : DisplayName(first.variant),
                     WithInterval(*first.mean, first.mean_interval), diverged);
}

// "Hopper-v4: PPO and again are the same run: no setting that acts differs between them."
std::string SameRuns(const std::string& environment,
                     const std::vector<const VariantResult*>& results) {
  std::map<std::string, std::vector<std::string>> same;  // names by the first of them
  for (const VariantResult* result : results) {
    if (!result->same_run_as.empty())
      same[result->same_run_as].push_back(DisplayName(result->variant));
  }
  if (same.empty()) return {};
  if (same.size() > 1)
    return fmt::format(
        "{}: some of the {} variants are the same run as another, as no setting that acts differs "
        "between them; the table of returns says which.",
        environment, results.size());
  std::vector<std::string>& names = same.begin()->second;
  names.insert(names.begin(), DisplayName(same.begin()->first));
  return fmt::format("{}: {} are the same run: no setting that acts differs between them.",
                     environment, Listed(names));
}

// "Hopper-v4: TRPO - PPO = 12 [-3, 27]; to tell ..." where two variants are compared,
// and no decision has said it by bounds that allow for several looks.
std::string DifferenceOfTwo(const Tables& tables, const std::string& environment) {
  const auto variants =
      std::ranges::count(tables.comparison.results, environment, &VariantResult::environment);
  const auto only = std::ranges::find(tables.differences, environment, &Difference::environment);
  if (variants != 2 || FindDecision(tables.decisions, environment) ||
      only == tables.differences.end() || AreSameRun(only->a, only->b))
    return {};
  std::string text =
      fmt::format("{}: {} - {} = {}", environment, DisplayName(only->a.variant),
                  DisplayName(only->b.variant), WithInterval(only->value, only->interval));
  if (only->holds) return text + ", a difference that holds.";
  if (!only->seeds_to_tell_apart) return text + ", which these runs do not tell from 0.";
  return fmt::format(
      "{}, which these runs do not tell from 0: with power 0.8, were this the true difference, it "
      "would take {} seeds of each.",
      text, CountText(static_cast<double>(*only->seeds_to_tell_apart)));
}

// "; PPO - TRPO = 12 [3, 27], a repeated interval"
std::string LastLookText(const Decision& decision) {
  const size_t looked = decision.num_looked();
  if (looked == 0) return {};
  const Look& last = decision.looks[looked - 1];
  if (!last.finding->value || !last.interval()) return {};
  return fmt::format("; {} = {}, a repeated interval", last.finding->name,
                     WithInterval(*last.finding->value, last.interval()));
}

std::string WhichMakesMore(const TwoByTwo& result) {
  const std::string &rows = result.design.rows, &columns = result.design.columns;
  const auto more_due = [](const TwoByTwoContrast& larger, const std::string& smaller) {
    return fmt::format("more is due to the {} than to the {}{}", larger.name, smaller,
                       larger.estimate.value < 0 ? ", for the worse" : "");
  };
  if (result.columns_make_more.holds) return more_due(result.columns, rows);
  if (result.rows_make_more.holds) return more_due(result.rows, columns);
  return fmt::format("these runs do not tell to which more is due, the {} or the {}{}", columns,
                     rows,
                     result.whole ? "" : " (a corner has too few runs, or some that diverged)");
}

// "step rule -65 [-442, 312]"
std::string ContrastText(const TwoByTwoContrast& contrast) {
  return contrast.name + " " + WithInterval(contrast.estimate.value, contrast.interval);
}

// What one look alone would tell is not said where the study looked several times.
std::string TwoByTwoText(const TwoByTwo& result, size_t num_environments, bool several_looks) {
  const MakesMore& more = result.MoreOfLarger();
  const std::string tested =
      more.p_holm && !several_looks
          ? fmt::format(" ({}, one-sided{}: at most {} decides)", PEquals(*more.p_holm),
                        num_environments > 1
                            ? fmt::format(" by Holm over {} environments", num_environments)
                            : "",
                        BoundText((1 - result.level) / 2))
          : "";
  const bool decided = result.columns_make_more.holds || result.rows_make_more.holds;
  const std::string planned =
      !decided && !several_looks && result.seeds_to_decide
          ? fmt::format(
                " To decide it with power 0.8, were these the true differences, would take "
                "{} seeds of each.",
                CountText(static_cast<double>(*result.seeds_to_decide)))
          : "";
  return fmt::format(
      "{}: {}: {} and {}, of which {} = {} is made{}. Over both, {}; {}; {}.{}", result.environment,
      WhichMakesMore(result), ContrastText(result.a), ContrastText(result.b), result.ExcessName(),
      WithInterval(result.excess, result.excess_interval), tested, ContrastText(result.columns),
      ContrastText(result.rows), ContrastText(result.interaction), planned);
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

std::string EffectsOfSwitches(const Factorial& factorial) {
  std::vector<std::string> hold, open, together;
  for (const FactorialEffect& effect : factorial.effects) {
    if (effect.factors.size() == 1)
      (effect.holds ? hold : open)
          .push_back(fmt::format("{} ({})", effect.Name(), ChangeText(effect.estimate)));
    if (effect.factors.size() == 1 || !effect.holds) continue;
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
    if (std::string same = SameRuns(environment, ResultsOn(tables.comparison, environment));
        !same.empty())
      sentences.push_back(std::move(same));
    const Decision* decision = FindDecision(tables.decisions, environment);
    if (decision)
      sentences.push_back(fmt::format("{}: {}, {}{}.", environment, decision->question,
                                      DecisionText(*decision), LastLookText(*decision)));
    sentences.push_back(BestOf(tables, environment));
    if (std::string sentence = DifferenceOfTwo(tables, environment); !sentence.empty())
      sentences.push_back(std::move(sentence));
    for (const TwoByTwo& two_by_two : tables.two_by_twos) {
      if (two_by_two.environment == environment)
        sentences.push_back(
            TwoByTwoText(two_by_two, tables.two_by_twos.size(), decision != nullptr));
    }
    for (const Factorial& factorial : tables.factorials) {
      if (factorial.environment != environment) continue;
      if (std::string sentence = EffectsOfSwitches(factorial); !sentence.empty())
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
