#include "results/show/export.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "results/log/cells.h"
#include "results/log/json_text.h"
#include "results/show/json_stream.h"
#include "results/statistics/number_text.h"
#include "results/tables/csv.h"

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

// Every column that one of the logs has.
std::vector<std::string> ColumnNames(std::span<const RunLog> logs) {
  std::vector<std::string> names;
  for (const RunLog& log : logs) {
    for (const LogColumn& column : log.columns) {
      if (std::ranges::find(names, column.name) == names.end()) names.push_back(column.name);
    }
  }
  return names;
}

ordered_json::object_t MarlEvalRun(const RunLog& log, const ComparisonOptions& options) {
  ordered_json::object_t run;
  const auto add = [&](std::string key, ordered_json value) {  // [] would look through all before
    run.emplace_back(std::move(key), std::move(value));
  };
  const std::span<const double> env_steps = log.columns.Values(kEnvSteps);
  const std::span<const double> returns = log.columns.Values(JudgedColumn(log));
  size_t step = 0;
  for (size_t i : JudgedIterations(log)) {
    add(fmt::format("step_{}", step++),
        {{"step_count", std::isnan(env_steps[i])
                            ? ordered_json()
                            : ordered_json(static_cast<int64_t>(env_steps[i]))},
         {"mean_return", ordered_json::array({NumberToJson(returns[i])})}});
  }
  add("absolute_metrics",
      {{"mean_return", ordered_json::array({NumberToJson(RunReturn(log, options))})}});
  return run;
}

}  // namespace

void WriteIterationsCsv(std::span<const RunLog> logs, std::ostream& out) {
  std::vector<std::string> header = {"environment", "variant", "seed", "iteration"};
  const std::vector<std::string> names = ColumnNames(logs);
  header.insert(header.end(), names.begin(), names.end());
  out << CsvLine(header);
  for (const RunLog& log : logs) {
    std::vector<std::span<const double>> columns;
    for (const std::string& name : names) columns.push_back(log.columns.Values(name));
    std::vector<std::string> fields(header.size());
    for (size_t i = 0; i < log.num_recorded(); ++i) {
      fields[0] = log.environment;
      fields[1] = log.variant;
      fields[2] = std::to_string(log.seed);
      fields[3] = std::to_string(i);
      for (size_t c = 0; c < columns.size(); ++c) {
        const bool measured = !columns[c].empty() && !std::isnan(columns[c][i]);
        fields[4 + c] = measured ? ExactText(columns[c][i]) : "";
      }
      out << CsvLine(fields);
    }
  }
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

void WriteMarlEvalJson(std::span<const RunLog> logs, const ComparisonOptions& options,
                       std::ostream& out) {
  JsonStream json(out);
  json.Open("gaitbench");
  std::string_view environment;  // that is open
  for (LogCell& cell : CellsOf(logs)) {
    std::erase_if(cell.runs, [](const RunLog* run) { return !IsFinished(*run); });
    if (cell.runs.empty()) continue;
    if (cell.environment != environment) {
      if (!environment.empty()) json.Close();
      json.Open(std::string(cell.environment));
      environment = cell.environment;
    }
    json.Open(std::string(cell.variant));
    for (const RunLog* run : cell.runs)
      json.Write("seed_" + std::to_string(run->seed), MarlEvalRun(*run, options));
    json.Close();
  }
  for (int open = environment.empty() ? 2 : 3; open > 0; --open) json.Close();
}

}  // namespace gaitbench
