#include "results/log/run_log.h"

#include <algorithm>
#include <tuple>

#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/run_folders.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr size_t kMostColumns = 1000;

// units: {column: unit}
LogColumns ColumnsFromJson(const ordered_json& json, const ordered_json& units,
                           const std::string& where) {
  if (!json.is_object()) throw ConfigError(where, "expected an object, got " + ShownJson(json));
  if (json.size() > kMostColumns) {
    throw ConfigError(where, "expected at most " + std::to_string(kMostColumns) + " columns, got " +
                                 std::to_string(json.size()));
  }
  LogColumns columns;
  for (const auto& [name, values] : json.items()) {
    const std::string path = where + "." + name;
    if (!values.is_array()) throw ConfigError(path, "expected a list of numbers");
    LogColumn column = {.name = name, .unit = units.value(name, ""), .values = {}};
    for (size_t i = 0; i < values.size(); ++i)
      column.values.push_back(NumberFromJson(values[i], path + "[" + std::to_string(i) + "]"));
    columns.Add(std::move(column), path);
  }
  return columns;
}

LogColumns Columns(const std::vector<IterationTiming>& timing) {
  LogColumns columns = LogColumns::Of<IterationTiming>();
  for (const IterationTiming& iteration : timing) columns.Append(iteration);
  return columns;
}

// What a file lacks is not measured; what IterationTiming does not know is left out.
std::vector<IterationTiming> TimingFrom(const LogColumns& columns) {
  std::vector<IterationTiming> timing(columns.length());
  for (size_t i = 0; i < timing.size(); ++i) {
    IterationTiming::Fields(timing[i], [&](const char* name, double& value, const FieldInfo&) {
      const std::span<const double> column = columns.Values(name);
      value = column.empty() ? kNotMeasured : column[i];
    });
  }
  return timing;
}

void AddUnits(const LogColumns& columns, NamedValues<std::string>& units) {
  for (const LogColumn& column : columns) {
    if (!column.unit.empty()) units.emplace_back(column.name, column.unit);
  }
}

void CheckSchema(const ordered_json& json, const std::string& where) {
  const auto name = json.is_object() ? json.value("schema", ordered_json()) : ordered_json();
  if (name != kRunLogSchema) throw ConfigError(where, "not a run log of gaitbench");
  const auto version = json.value("version", ordered_json());
  if (version != kRunLogVersion)
    throw ConfigError(where, "run log of schema version " + version.dump() +
                                 ", this program reads " + std::to_string(kRunLogVersion));
}

const ordered_json& Member(const ordered_json& json, const std::string& key,
                           const std::string& where) {
  const auto found = json.find(key);
  if (found == json.end()) throw ConfigError(where, key + " is missing");
  return *found;
}

std::vector<double> ReadEvaluation(const fs::path& path) {
  const std::string where = path.string();
  const ordered_json json = ParseJsonFile(ReadFile(path), where);
  std::vector<double> returns;
  for (const ordered_json& episode : Member(json, "episodes", where))
    returns.push_back(
        NumberFromJson(Member(episode, "return", where + ": episodes"), where + ": return"));
  return returns;
}

auto Identity(const RunLog& log) { return std::tie(log.environment, log.variant, log.seed); }

}  // namespace

double FinalMeanReturn(const RunLog& log, int64_t count) {
  const std::span<const double> returns = log.columns.Values(kMeanReturn);
  const size_t last = std::min(static_cast<size_t>(std::max<int64_t>(count, 0)), returns.size());
  double sum = 0, measured = 0;
  for (double mean_return : returns.last(last)) {
    if (std::isnan(mean_return)) continue;
    sum += mean_return;
    ++measured;
  }
  if (measured == 0) return kNotMeasured;
  if (std::isfinite(sum)) return sum / measured;
  double mean = 0;  // of values whose sum is beyond the largest double
  for (double mean_return : returns.last(last))
    mean += std::isnan(mean_return) ? 0 : mean_return / measured;
  return mean;
}

FinalReturn FinalReturnOf(const RunLog& log) { return {FinalMeanReturn(log)}; }

RunSpeed SpeedOf(const RunLog& log) {
  double total = 0, physics = 0;
  for (const IterationTiming& timing : log.timing) {
    total += timing.total;
    physics += timing.physics;
  }
  return {log.columns.Last(kEnvSteps) / total, total > 0 ? physics / total : kNotMeasured};
}

NamedValues<std::string> UnitsOf(const RunLog& log) {
  NamedValues<std::string> units;
  AddUnits(log.columns, units);
  AddUnits(Columns(log.timing), units);
  return units;
}

NamedValues<std::vector<double>> TimingColumns(const RunLog& log) {
  return Columns(log.timing).Named();
}

ordered_json ToJson(const RunLog& log) { return WriteJson(log); }

RunLog RunLogFromJson(const ordered_json& json, const std::string& where) {
  CheckSchema(json, where);
  const auto read = [&](const char* key, auto& value) {
    ReadJson(Member(json, key, where), value, where + ": " + key);
  };
  RunLog log;
  read("environment", log.environment);
  read("variant", log.variant);
  read("seed", log.seed);
  read("num_iterations", log.num_iterations);
  if (const ordered_json diverged = Member(json, "diverged", where); !diverged.is_null())
    ReadJson(diverged, log.diverged.emplace(), where + ": diverged");
  log.environment_options = Member(json, "environment_options", where);
  log.config = Member(json, "config", where);
  log.provenance = Member(json, "provenance", where);
  const ordered_json units = json.value("units", ordered_json::object());
  log.columns = ColumnsFromJson(Member(json, "columns", where), units, where + ": columns");
  log.timing =
      TimingFrom(ColumnsFromJson(Member(json, "timing", where), units, where + ": timing"));
  if (std::cmp_greater(log.num_recorded(), log.num_iterations))
    throw ConfigError(where, "has " + std::to_string(log.num_recorded()) + " iterations of " +
                                 std::to_string(log.num_iterations));
  return log;
}

RunLog ReadRunLog(const fs::path& path) {
  return RunLogFromJson(ParseJsonFile(ReadFile(path), path.string()), path.string());
}

void WriteRunLog(const RunLog& log, const fs::path& path) {
  WriteFileAtomically(path, JsonText(ToJson(log)));
}

std::vector<RunLog> ReadRunLogs(const fs::path& directory) {
  std::vector<RunLog> logs;
  for (const FoundRun& run : FindRuns(directory)) {
    if (const fs::path path = run.folder / "run.json"; fs::exists(path)) {
      logs.push_back(ReadRunLog(path));
      if (const fs::path evaluation = run.folder / kEvaluationFile; fs::exists(evaluation))
        logs.back().evaluation_returns = ReadEvaluation(evaluation);
    } else {
      RunLog begun;
      begun.environment = run.environment;
      begun.variant = run.variant;
      begun.seed = run.seed;
      logs.push_back(begun);
    }
  }
  std::sort(logs.begin(), logs.end(),
            [](const RunLog& a, const RunLog& b) { return Identity(a) < Identity(b); });
  const auto twice = std::adjacent_find(
      logs.begin(), logs.end(),
      [](const RunLog& a, const RunLog& b) { return Identity(a) == Identity(b); });
  if (twice != logs.end())
    throw ConfigError(directory.string(), "two run logs of " + twice->environment + ", " +
                                              twice->variant + ", seed " +
                                              std::to_string(twice->seed));
  return logs;
}

}  // namespace gaitbench
