#include "results/tables/difference_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/compare/seed_notes.h"
#include "results/compare/shown_interval.h"
#include "results/log/printable.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

std::string MeanText(const VariantResult& result, int decimals) {
  const size_t n = result.seeds.size();
  return fmt::format("{} over {} {}", EstimateText(*result.mean, result.mean_interval, decimals), n,
                     n == 1 ? "seed" : "seeds");
}

std::string TestsText(const Difference& difference, size_t family) {
  std::string text;
  if (const auto& welch = difference.welch) {
    if (!difference.several_looks.empty()) text += "at this look alone ";
    text += fmt::format("Welch's t = {}, {} degrees of freedom, {}", FixedText(welch->t, 2),
                        FixedText(welch->degrees_of_freedom, 1), PEquals(welch->p));
    if (family > 1)
      text += fmt::format(" ({} by Holm over {} environments)", PEquals(*welch->p_holm), family);
    text += "; ";
  }
  text += fmt::format("Mann-Whitney {}; permutation {}", PEquals(difference.mann_whitney.p),
                      PEquals(difference.permutation.p));
  if (difference.cohen_d)
    text += fmt::format("; Cohen's d = {}", FixedText(*difference.cohen_d, 2));
  return text + fmt::format("; Cliff's delta = {}", FixedText(difference.cliff_delta, 2));
}

// "(4 of 10 runs of PPO diverged)" of the better one
std::string DivergedText(const VariantResult& better) {
  return fmt::format("{} of {} runs of {} diverged", better.diverged.size(),
                     better.diverged.size() + better.returns.size(), DisplayName(better.variant));
}

std::string VerdictText(const Difference& difference, const std::string& a, const std::string& b,
                        const ComparisonOptions& options) {
  if (!difference.several_looks.empty()) return difference.several_looks;
  const size_t fewest = std::min(difference.a.returns.size(), difference.b.returns.size());
  if (fewest < kFewestSeeds) return "Too few seeds for a test: these runs decide nothing.";
  if (!difference.welch)
    return "Neither varies over seeds, so there is no spread to test the difference by.";
  const std::string adjusted =
      difference.family > 1 ? fmt::format(" by Holm over {} environments", difference.family) : "";
  const std::string p = PEquals(*difference.welch->p_holm) + adjusted;
  const bool a_is_better = difference.value > 0;
  const std::string &better = a_is_better ? a : b, &other = a_is_better ? b : a;
  if (difference.holds)
    return fmt::format("{} is better than {} here: Welch's {}.", better, other, p);
  if (*difference.welch->p_holm <= 1 - options.interval)
    return fmt::format("{} is not called better, for {}: the mean is of the others (Welch's {}).",
                       better, DivergedText(a_is_better ? difference.a : difference.b), p);
  const bool alone = difference.welch->p <= 1 - options.interval;
  return fmt::format("These runs do not tell {} and {} apart: Welch's {}{}.", a, b, p,
                     alone ? ", though this environment alone would" : "");
}

std::string FlagsText(const VariantResult& result) {
  std::string text;
  for (const std::string& flag : result.flags)
    text += fmt::format(" {}: {}.", DisplayName(result.variant), flag);
  return text;
}

std::string Paragraph(const Difference& difference, size_t family,
                      const ComparisonOptions& options) {
  const std::string a = DisplayName(difference.a.variant), b = DisplayName(difference.b.variant);
  const int decimals = Decimals(difference.value, difference.interval);
  if (AreSameRun(difference.a, difference.b))
    return Printable(fmt::format(
        "On {}, {} and {} are the same run: no setting that acts differs between them. Both reached {}.{}",
        difference.environment, a, b,
        MeanText(difference.a, Decimals(*difference.a.mean, difference.a.mean_interval)),
        FlagsText(difference.a.same_run_as.empty() ? difference.a : difference.b)));
  std::string text =
      fmt::format("On {}, {} reached {} and {} {}: a difference of {}", difference.environment, a,
                  MeanText(difference.a, decimals), b, MeanText(difference.b, decimals),
                  EstimateText(difference.value, difference.interval, decimals));
  if (difference.relative) text += fmt::format(", {} %", FixedText(100 * *difference.relative, 0));
  text += fmt::format(". {} A run of {} beats one of {} with probability {} ({}).",
                      VerdictText(difference, a, b, options), a, b,
                      EstimateText(difference.probability_of_improvement,
                                   difference.probability_of_improvement_interval, 2),
                      TestsText(difference, family));
  const bool planned = !difference.holds && difference.several_looks.empty();
  if (planned && difference.seeds_to_tell_apart)
    text += fmt::format(
        " To find a difference this large with power 0.8{}, were the spread as here, would take {} "
        "seeds of each.",
        difference.family > 1 ? ", corrected for as many" : "", *difference.seeds_to_tell_apart);
  if (planned && difference.detectable)
    text += fmt::format(" What these seeds find with power 0.8 is a difference of {}.",
                        FixedText(*difference.detectable, decimals));
  return Printable(text + FlagsText(difference.a) + FlagsText(difference.b));
}

}  // namespace

std::string ToText(const std::vector<Difference>& differences, const ComparisonOptions& options) {
  std::string text;
  for (const Difference& difference : differences)
    text += Paragraph(difference, differences.size(), options) + "\n\n";
  return text +
         fmt::format(
             "Return of a run: {}. In brackets, {} intervals: of means {}, of differences {}, "
             "of the probability percentile bootstrap.\n",
             MetricDescription(options, JudgedOf(differences)), PercentText(options.interval),
             MeanIntervalText(options), DifferenceIntervalText(options));
}

}  // namespace gaitbench
