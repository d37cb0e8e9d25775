#include "results/show/difference_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/compare/claims.h"
#include "results/compare/names.h"
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

std::string VerdictText(const Difference& difference, const std::string& a, const std::string& b,
                        const ComparisonOptions& options) {
  if (!difference.interval) return "Too few seeds for an interval: these runs decide nothing.";
  const std::string open = fmt::format("these runs do not tell {} and {} apart.", a, b);
  if (!ExcludesZero(difference.interval)) return "The interval includes 0: " + open;
  const int64_t seeds = std::min(difference.a.seeds.size(), difference.b.seeds.size());
  if (!difference.holds)
    return fmt::format(
        "The interval excludes 0, but intervals of {} seeds are too narrow, and Welch's t, which "
        "allows for few, does not: {}",
        seeds, open);
  const bool better = difference.value > 0;
  return fmt::format(
      "{} is better than {} here: the interval excludes 0{}", better ? a : b, better ? b : a,
      seeds < options.enough_seeds ? ", and so does Welch's t, which allows for few seeds." : ".");
}

std::string Paragraph(const Difference& difference, size_t family,
                      const ComparisonOptions& options) {
  const std::string a = DisplayName(difference.a.variant), b = DisplayName(difference.b.variant);
  const int decimals = Decimals(difference.value, difference.interval);
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
  if (!difference.holds && difference.seeds_to_tell_apart)
    text += fmt::format(
        " To find a difference this large with power 0.8, were the spread as here, would take {} "
        "seeds of each.",
        *difference.seeds_to_tell_apart);
  for (const VariantResult* result : {&difference.a, &difference.b}) {
    for (const std::string& flag : result->flags)
      text += fmt::format(" {}: {}.", DisplayName(result->variant), flag);
  }
  return Printable(text);
}

}  // namespace

std::string ToText(const std::vector<Difference>& differences, const ComparisonOptions& options) {
  std::string text;
  for (const Difference& difference : differences)
    text += Paragraph(difference, differences.size(), options) + "\n\n";
  return text + fmt::format(
                    "Return of a run: {}. In brackets, {} intervals by percentile bootstrap over "
                    "seeds ({} resamples).\n",
                    MetricDescription(options), PercentText(options.interval), options.resamples);
}

}  // namespace gaitbench
