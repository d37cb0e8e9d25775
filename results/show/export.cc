#include "results/show/export.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "results/log/json_text.h"
#include "results/show/csv.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// The seeds with a finished run of the variant on every environment.
std::vector<int64_t> CommonSeeds(const Comparison& comparison, const std::string& variant) {
  std::vector<int64_t> common;
  bool first = true;
  for (const std::string& environment : comparison.environments) {
    const VariantResult* result = comparison.Find(environment, variant);
    const std::set<int64_t> seeds =
        result ? std::set(result->seeds.begin(), result->seeds.end()) : std::set<int64_t>();
    if (first) common.assign(seeds.begin(), seeds.end());
    std::erase_if(common, [&](int64_t seed) { return !seeds.contains(seed); });
    first = false;
  }
  return common;
}

double ReturnOf(const VariantResult& result, int64_t seed) {
  const auto found = std::find(result.seeds.begin(), result.seeds.end(), seed);
  return result.returns[static_cast<size_t>(found - result.seeds.begin())];
}

}  // namespace

std::string IterationsToCsv(std::span<const RunLog> logs) {
  std::vector<std::string> header = {"environment", "variant", "seed", "iteration"};
  IterationRecord names;
  IterationRecord::Fields(
      names, [&](const char* name, double, const FieldInfo&) { header.emplace_back(name); });
  std::string text = CsvLine(header);
  for (const RunLog& log : logs) {
    for (size_t i = 0; i < log.iterations.size(); ++i) {
      std::vector<std::string> fields = {log.environment, log.variant, std::to_string(log.seed),
                                         std::to_string(i)};
      IterationRecord::Fields(log.iterations[i], [&](const char*, double value, const FieldInfo&) {
        fields.push_back(std::isnan(value) ? "" : ExactText(value));
      });
      text += CsvLine(fields);
    }
  }
  return text;
}

std::string ReturnsToCsv(const Comparison& comparison) {
  std::string text = CsvLine({"environment", "variant", "seed", "return"});
  for (const VariantResult& result : comparison.results) {
    for (size_t i = 0; i < result.seeds.size(); ++i)
      text += CsvLine({result.environment, result.variant, std::to_string(result.seeds[i]),
                       ExactText(result.returns[i])});
  }
  return text;
}

ordered_json ToRliableJson(const Comparison& comparison) {
  auto scores = ordered_json::object();
  for (const std::string& variant : comparison.variants) {
    for (const int64_t seed : CommonSeeds(comparison, variant)) {
      auto row = ordered_json::array();
      for (const std::string& environment : comparison.environments)
        row.push_back(NumberToJson(ReturnOf(*comparison.Find(environment, variant), seed)));
      scores[variant].push_back(row);
    }
  }
  return {{"tasks", comparison.environments}, {"unit", "return"}, {"scores", scores}};
}

ordered_json ToMarlEvalJson(std::span<const RunLog> logs) {
  ordered_json json;
  for (const RunLog& log : logs) {
    if (log.iterations.empty()) continue;
    ordered_json& run =
        json["gaitbench"][log.environment][log.variant]["seed_" + std::to_string(log.seed)];
    for (size_t i = 0; i < log.iterations.size(); ++i) {
      const IterationRecord& record = log.iterations[i];
      run["step_" + std::to_string(i)] = {
          {"step_count", static_cast<int64_t>(record.env_steps)},
          {"mean_return", ordered_json::array({NumberToJson(record.mean_return)})}};
    }
    run["absolute_metrics"] = {
        {"mean_return", ordered_json::array({NumberToJson(FinalMeanReturn(log))})}};
  }
  return json;
}

}  // namespace gaitbench
