#include "results/compare/comparison.h"
#include "results/compare/names.h"
#include "results/statistics/estimate_json.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kSchema = "gaitbench.tables";
constexpr int64_t kVersion = 1;
constexpr std::string_view kUnit = "return";

ordered_json Numbers(Sample sample) {
  auto numbers = ordered_json::array();
  for (const double number : sample) numbers.push_back(NumberToJson(number));
  return numbers;
}

ordered_json ToJson(const std::vector<SeedNote>& notes) {
  auto json = ordered_json::array();
  for (const SeedNote& note : notes) json.push_back({{"seed", note.seed}, {"note", note.note}});
  return json;
}

ordered_json ToJson(const VariantResult& result, const ComparisonOptions& options) {
  return {{"environment", result.environment},
          {"variant", result.variant},
          {"name", DisplayName(result.variant)},
          {"statistic", WriteJson(options.statistic)},
          {"unit", kUnit},
          {"num_iterations", result.num_iterations},
          {"env_steps", result.env_steps},
          {"num_seeds", result.seeds.size()},
          {"seeds", result.seeds},
          {"returns", Numbers(result.returns)},
          {"mean", NumberJson(result.mean)},
          {"mean_interval", IntervalJson(result.mean_interval)},
          {"mean_bca_interval", IntervalJson(result.mean_bca_interval)},
          {"mean_student_interval", IntervalJson(result.mean_student_interval)},
          {"standard_deviation", NumberJson(result.standard_deviation)},
          {"median", NumberJson(result.median)},
          {"median_interval", IntervalJson(result.median_interval)},
          {"interquartile_mean", NumberJson(result.interquartile_mean)},
          {"interquartile_mean_interval", IntervalJson(result.interquartile_mean_interval)},
          {"clearly_best", result.clearly_best},
          {"diverged", ToJson(result.diverged)},
          {"unfinished", ToJson(result.unfinished)},
          {"missing", ToJson(result.missing)},
          {"unmeasured", ToJson(result.unmeasured)},
          {"flags", result.flags}};
}

}  // namespace

ordered_json ToJson(const Comparison& comparison) {
  const ComparisonOptions& options = comparison.options;
  auto results = ordered_json::array();
  for (const VariantResult& result : comparison.results) results.push_back(ToJson(result, options));
  return {{"schema", kSchema},
          {"version", kVersion},
          {"statistic", MetricDescription(options)},
          {"intervals", "percentile bootstrap over seeds, unless the key says otherwise"},
          {"options", WriteJson(options)},
          {"environments", comparison.environments},
          {"variants", comparison.variants},
          {"results", results},
          {"provenance", comparison.provenance}};
}

}  // namespace gaitbench
