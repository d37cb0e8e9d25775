#include "results/show/difference_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "results/compare/claims.h"
#include "results/compare/names.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

std::string Rounded(double number, int digits) { return FixedText(number, digits); }

// "0.032", "0.0041", "< 0.0001": two significant digits
std::string PText(double p) {
  constexpr double kSmallest = 1e-4;
  if (p < kSmallest) return "p < 0.0001";
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "p = %.2g", p);
  return buffer.data();
}

std::string Mean(const VariantResult& result, int decimals) {
  std::string text = Rounded(*result.mean, decimals);
  if (result.mean_interval)
    text += " " + IntervalText(Rounded(result.mean_interval->low, decimals),
                               Rounded(result.mean_interval->high, decimals));
  const size_t n = result.seeds.size();
  return text + " over " + std::to_string(n) + (n == 1 ? " seed" : " seeds");
}

std::string Tests(const Difference& difference, size_t family) {
  std::string text;
  if (const auto& welch = difference.welch) {
    text += "Welch's t = " + Rounded(welch->t, 2) + ", " + Rounded(welch->degrees_of_freedom, 1) +
            " degrees of freedom, " + PText(welch->p);
    if (family > 1)
      text += " (" + PText(*difference.welch_p_holm) + " by Holm over " + std::to_string(family) +
              " environments)";
    text += "; ";
  }
  text += "Mann-Whitney " + PText(difference.mann_whitney.p) + "; permutation " +
          PText(difference.permutation.p);
  if (difference.cohen_d) text += "; Cohen's d = " + Rounded(*difference.cohen_d, 2);
  text += "; Cliff's delta = " + Rounded(difference.cliff_delta, 2);
  return text;
}

std::string Verdict(const Difference& difference, const std::string& a, const std::string& b,
                    const ComparisonOptions& options) {
  if (!difference.interval) return "Too few seeds for an interval: these runs decide nothing.";
  const std::string open = "these runs do not tell " + a + " and " + b + " apart.";
  if (!ExcludesZero(difference.interval)) return "The interval includes 0: " + open;
  const int64_t seeds = std::min(difference.a.seeds.size(), difference.b.seeds.size());
  const bool few = seeds < options.enough_seeds;
  if (!difference.holds)
    return "The interval excludes 0, but intervals of " + std::to_string(seeds) +
           " seeds are too narrow, and Welch's t, which allows for few, does not: " + open;
  const bool better = difference.value > 0;
  return (better ? a : b) + " is better than " + (better ? b : a) +
         " here: the interval excludes 0" +
         (few ? ", and so does Welch's t, which allows for few seeds." : ".");
}

std::string Paragraph(const Difference& difference, size_t family,
                      const ComparisonOptions& options) {
  const std::string a = DisplayName(difference.a.variant), b = DisplayName(difference.b.variant);
  const int decimals = Decimals(difference.value, difference.interval);
  std::string text = "On " + difference.environment + ", " + a + " reached " +
                     Mean(difference.a, decimals) + " and " + b + " " +
                     Mean(difference.b, decimals) + ": a difference of " +
                     Rounded(difference.value, decimals);
  if (difference.interval)
    text += " " + IntervalText(Rounded(difference.interval->low, decimals),
                               Rounded(difference.interval->high, decimals));
  if (difference.relative) text += ", " + Rounded(100 * *difference.relative, 0) + " %";
  text += ". " + Verdict(difference, a, b, options) + " A run of " + a + " beats one of " + b +
          " with probability " + Rounded(difference.probability_of_improvement, 2);
  if (const auto& interval = difference.probability_of_improvement_interval)
    text += " " + IntervalText(Rounded(interval->low, 2), Rounded(interval->high, 2));
  text += " (" + Tests(difference, family) + ").";
  if (!difference.holds && difference.seeds_to_tell_apart)
    text +=
        " To find a difference this large with power 0.8, were the spread as here, would take " +
        std::to_string(*difference.seeds_to_tell_apart) + " seeds of each.";
  for (const VariantResult* result : {&difference.a, &difference.b}) {
    for (const std::string& flag : result->flags)
      text += " " + DisplayName(result->variant) + ": " + flag + ".";
  }
  return Printable(text);
}

}  // namespace

std::string ToText(const std::vector<Difference>& differences, const ComparisonOptions& options) {
  std::string text;
  for (const Difference& difference : differences)
    text += Paragraph(difference, differences.size(), options) + "\n\n";
  return text + "Return of a run: " + MetricDescription(options) + ". In brackets, " +
         PercentText(options.interval) + " intervals by percentile bootstrap over seeds (" +
         std::to_string(options.resamples) + " resamples).\n";
}

}  // namespace gaitbench
