// One line per number, at full precision, with what belongs to it.
#include "results/compare/names.h"
#include "results/statistics/number_text.h"
#include "results/tables/csv.h"
#include "results/tables/tables.h"

namespace gaitbench {
namespace {

constexpr std::string_view kHeader =
    "environment,variant,name,statistic,unit,value,interval_low,interval_high,interval_level,num_"
    "seeds,seeds,"
    "num_iterations,env_steps,clearly_best,flags\n";

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : "; ") + text;
  return joined;
}

std::string Low(const std::optional<Interval>& interval) {
  return interval ? ExactText(interval->low) : "";
}
std::string High(const std::optional<Interval>& interval) {
  return interval ? ExactText(interval->high) : "";
}

std::string ResultLines(const VariantResult& result, const std::string& level) {
  std::string seeds;
  for (const int64_t seed : result.seeds)
    seeds += (seeds.empty() ? "" : " ") + std::to_string(seed);
  std::string lines;
  const auto add = [&](const char* statistic, const std::optional<double>& value,
                       const std::optional<Interval>& interval) {
    lines += CsvLine({result.environment, result.variant, DisplayName(result.variant), statistic,
                      "return", value ? ExactText(*value) : "", Low(interval), High(interval),
                      interval ? level : "", std::to_string(result.seeds.size()), seeds,
                      std::to_string(result.num_iterations), ExactText(result.env_steps),
                      result.clearly_best ? "true" : "false", Joined(result.flags)});
  };
  add("mean", result.mean, result.mean_interval);
  add("standard_deviation", result.standard_deviation, std::nullopt);
  add("median", result.median, result.median_interval);
  add("interquartile_mean", result.interquartile_mean, result.interquartile_mean_interval);
  return lines;
}

}  // namespace

std::string ToCsv(const Tables& tables) {
  const std::string level = ExactText(tables.comparison.options.interval);
  std::string text(kHeader);
  for (const VariantResult& result : tables.comparison.results) text += ResultLines(result, level);
  const auto add = [&](const std::string& environment, const std::string& name, double value,
                       const std::optional<Interval>& interval) {
    text += CsvLine({environment, "", name, name, "return", ExactText(value), Low(interval),
                     High(interval), interval ? level : "", "", "", "", "", "", ""});
  };
  for (const TwoByTwo& result : tables.two_by_twos) {
    for (const TwoByTwoContrast& contrast :
         {result.rows, result.columns, result.interaction, result.a, result.b})
      add(result.environment, contrast.name, contrast.estimate.value, contrast.interval);
    for (const PaperIndex& index : PaperIndices(result))
      add(index.environment, index.name, index.value, index.interval);
  }
  return text;
}

}  // namespace gaitbench
