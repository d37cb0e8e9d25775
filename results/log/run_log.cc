#include "results/log/run_log.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/number_lists.h"
#include "results/log/parallel.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr size_t kMostColumns = 1000;

const ordered_json& Member(const ordered_json& json, const std::string& key,
                           const std::string& where) {
  const auto found = json.find(key);
  if (found == json.end()) throw ConfigError(where, key + " is missing");
  return *found;
}

const ordered_json& ObjectMember(const ordered_json& json, const std::string& key,
                                 const std::string& where) {
  const ordered_json& member = Member(json, key, where);
  if (!member.is_object())
    throw ConfigError(where + ": " + key, "expected an object, got " + ShownJson(member));
  return member;
}

// {column: unit}; none in the oldest logs
std::map<std::string, std::string> UnitsFromJson(const ordered_json& json,
                                                 const std::string& where) {
  std::map<std::string, std::string> units;
  if (!json.contains("units")) return units;
  for (const auto& [column, unit] : ObjectMember(json, "units", where).items())
    ReadJson(unit, units[column], where + ": units." + column);
  return units;
}

// The numbers of a column; none where nobody asked for them.
using ReadColumn = std::function<std::optional<std::vector<double>>(const ordered_json& values,
                                                                    const std::string& path)>;

std::vector<double> NumbersFromJson(const ordered_json& values, const std::string& path) {
  if (!values.is_array()) throw ConfigError(path, "expected a list of numbers");
  std::vector<double> numbers;
  numbers.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    numbers.push_back(values[i].is_number_float()  // nearly every one
                          ? values[i].get<double>()
                          : NumberFromJson(values[i], fmt::format("{}[{}]", path, i)));
  }
  return numbers;
}

LogColumns ColumnsFromJson(const ordered_json& json,
                           const std::map<std::string, std::string>& units,
                           const ReadColumn& read_column, const std::string& where) {
  if (json.size() > kMostColumns) {
    throw ConfigError(where, "expected at most " + std::to_string(kMostColumns) + " columns, got " +
                                 std::to_string(json.size()));
  }
  LogColumns columns;
  for (const auto& [name, json_values] : json.items()) {
    const std::string path = where + "." + name;
    std::optional<std::vector<double>> values = read_column(json_values, path);
    if (!values) continue;
    LogColumn column = {.name = name, .unit = {}, .values = std::move(*values)};
    if (const auto unit = units.find(name); unit != units.end()) column.unit = unit->second;
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
    throw ConfigError(where, "run log of schema version " + ShownJson(version) +
                                 ", this program reads " + std::to_string(kRunLogVersion));
}

std::vector<double> ReadEvaluation(const fs::path& path) {
  const std::string where = path.string();
  ordered_json json = ParseJsonFile(ReadFile(path), where);
  TakeContentHash(json, where);
  const ordered_json& episodes = Member(json, "episodes", where);
  if (!episodes.is_array() || episodes.empty())
    throw ConfigError(where, "expected a list of episodes, got " + ShownJson(episodes));
  std::vector<double> returns;
  for (const ordered_json& episode : episodes)
    returns.push_back(
        NumberFromJson(Member(episode, "return", where + ": episodes"), where + ": return"));
  return returns;
}

// Compact logs leave out what was never measured; here every log has the columns of every learner.
void AddUnmeasured(LogColumns& columns, const std::string& where) {
  const size_t length = columns.length();
  for (const LogColumn& column : LogColumns::Of<EpisodeRecord>()) {
    if (std::ranges::find(columns, column.name, &LogColumn::name) == columns.end())
      columns.Add({column.name, column.unit, std::vector<double>(length, kNotMeasured)}, where);
  }
}

// What readers of a log take for granted.
void CheckColumns(const RunLog& log, const std::string& where) {
  const size_t length = log.num_recorded();
  if (length > 0 && log.columns.Values(kEnvSteps).empty())
    throw ConfigError(where, fmt::format("columns.{} is missing", kEnvSteps));
  const auto cannot_be = [](double count) { return count < 0 || count > 0x1p53; };
  if (std::ranges::any_of(log.columns.Values(kEnvSteps), cannot_be))
    throw ConfigError(where, fmt::format("columns.{} has a number that is no count", kEnvSteps));
  if (!log.timing.empty() && log.timing.size() != length) {
    throw ConfigError(
        where + ": timing",
        fmt::format("expected {} values as in the columns, got {}", length, log.timing.size()));
  }
  if (std::cmp_greater(length, log.num_iterations))
    throw ConfigError(where, fmt::format("has {} iterations of {}", length, log.num_iterations));
}

auto Identity(const RunLog& log) { return std::tie(log.environment, log.variant, log.seed); }

RunLog LogFromJson(const ordered_json& json, const ReadColumn& read_column,
                   const std::string& where) {
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
  CheckRange(log.seed, FieldInfo{.meaning = "", .min = 0}, where + ": seed");
  log.environment_options = ObjectMember(json, "environment_options", where);
  log.config = ObjectMember(json, "config", where);
  log.provenance = Member(json, "provenance", where);
  if (!log.provenance.is_null()) ObjectMember(json, "provenance", where);  // null before the end
  const std::map<std::string, std::string> units = UnitsFromJson(json, where);
  const auto columns = [&](const char* key) {
    return ColumnsFromJson(ObjectMember(json, key, where), units, read_column, where + ": " + key);
  };
  log.columns = columns("columns");
  log.timing = TimingFrom(columns("timing"));
  CheckColumns(log, where);
  AddUnmeasured(log.columns, where);
  return log;
}

bool IsWanted(const LogSelection& selection, std::string_view column) {
  static const LogColumns episodes = LogColumns::Of<EpisodeRecord>(),
                          evaluations = LogColumns::Of<EvaluationRecord>();
  const auto is_in = [&](const LogColumns& columns) {
    return std::ranges::find(columns, column, &LogColumn::name) != columns.end();
  };
  return !selection.columns || std::ranges::count(*selection.columns, column) > 0 ||
         is_in(episodes) || is_in(evaluations);
}

RunLog ParseWhole(const std::string& text, const LogSelection& selection,
                  const std::string& where) {
  ordered_json json = ParseJsonFile(text, where);
  const bool hashed = TakeContentHash(json, where);
  RunLog log = RunLogFromJson(json, where);
  log.unhashed = !hashed;
  log.columns.Keep([&](std::string_view name) { return IsWanted(selection, name); });
  if (!selection.timing) log.timing.clear();
  return log;
}

// The same log in a tenth of the time. None where the text is not one that WriteRunLog and the like
// have written: what it is then is for ParseWhole to say.
std::optional<RunLog> ParseLifted(std::string_view text, const LogSelection& selection,
                                  const std::string& where) {
  std::string compact = WithoutWhiteSpace(text);
  const std::optional<bool> hashed = CutContentHash(compact);
  if (!hashed) return std::nullopt;
  const auto is_wanted = [&](std::string_view member, std::string_view name) {
    return member == "timing" ? selection.timing : IsWanted(selection, name);
  };
  std::optional<LiftedLists> lifted = LiftLists(compact, is_wanted);
  if (!lifted) return std::nullopt;
  std::vector<NumberList>& lists = lifted->lists;
  const size_t length = lists.empty() ? 0 : lists.front().length;
  const auto differs = [&](const NumberList& list) { return list.length != length; };
  if (std::ranges::any_of(lists, differs)) return std::nullopt;
  const auto take = [&](const ordered_json& index,
                        const std::string& path) -> std::optional<std::vector<double>> {
    if (!index.is_number_unsigned()) throw ConfigError(path, "was not lifted");
    return std::move(lists.at(index.get<size_t>()).values);
  };
  try {
    const ordered_json json = ParseJsonFile(lifted->rest, where);
    if (json.contains(kContentHash)) return std::nullopt;
    RunLog log = LogFromJson(json, take, where);
    if (log.num_recorded() != length) return std::nullopt;
    log.unhashed = !*hashed;
    return log;
  } catch (const ConfigError&) {
    return std::nullopt;
  }
}

RunLog ReadRun(const FoundRun& run, const LogSelection& selection) {
  if (!fs::exists(run.folder / kRunLogFile)) {
    RunLog begun;
    begun.environment = run.environment;
    begun.variant = run.variant;
    begun.seed = run.seed;
    return begun;
  }
  RunLog log = ReadRunLog(run, selection);
  if (const fs::path evaluation = run.folder / kEvaluationFile; fs::exists(evaluation))
    log.evaluation_returns = ReadEvaluation(evaluation);
  return log;
}

}  // namespace

ordered_json ActingConfig(const RunLog& log) {
  ordered_json acting = log.config;
  for (const std::string& setting : log.idle) acting.erase(setting);
  return acting;
}

std::vector<size_t> JudgedIterations(const RunLog& log) {
  const std::span<const double> returns = log.columns.Values(JudgedColumn(log));
  std::vector<size_t> iterations;
  for (size_t i = 0; i < returns.size(); ++i) {
    if (!HasEvaluations(log) || !std::isnan(returns[i])) iterations.push_back(i);
  }
  return iterations;
}

std::vector<double> JudgedReturns(const RunLog& log) {
  const std::span<const double> all = log.columns.Values(JudgedColumn(log));
  std::vector<double> returns;
  for (size_t iteration : JudgedIterations(log)) returns.push_back(all[iteration]);
  return returns;
}

double FinalMeanReturn(const RunLog& log, int64_t count) {
  const std::vector<double> judged = JudgedReturns(log);
  const std::span<const double> returns = judged;
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

IterationTiming TotalTiming(const RunLog& log) {
  IterationTiming total;
  for (const IterationTiming& timing : log.timing) {
    total.physics += timing.physics;
    total.inference += timing.inference;
    total.update += timing.update;
    total.total += timing.total;
  }
  return total;
}

RunSpeed SpeedOf(const RunLog& log) {
  const IterationTiming timing = TotalTiming(log);
  return {log.columns.Last(kEnvSteps) / timing.total,
          timing.total > 0 ? timing.physics / timing.total : kNotMeasured};
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
  return LogFromJson(json, NumbersFromJson, where);
}

RunLog ReadRunLog(const FoundRun& run, const LogSelection& selection) {
  const fs::path path = run.folder / kRunLogFile;
  const std::string where = path.string(), text = ReadFile(path);
  std::optional<RunLog> lifted = ParseLifted(text, selection, where);
  RunLog log = lifted ? std::move(*lifted) : ParseWhole(text, selection, where);
  if (Identity(log) != std::tie(run.environment, run.variant, run.seed)) {
    throw ConfigError(where, fmt::format("is the log of {}, {}, seed {}, and its folder that of "
                                         "{}, {}, seed {}",
                                         ShownJson(log.environment), ShownJson(log.variant),
                                         log.seed, run.environment, run.variant, run.seed));
  }
  return log;
}

void WriteRunLog(const RunLog& log, const fs::path& path) {
  WriteFileAtomically(path, JsonText(WithContentHash(ToJson(log))));
}

std::vector<RunLog> ReadRunLogs(const fs::path& directory, const LogSelection& selection) {
  const std::vector<FoundRun> runs = FindRuns(directory);
  std::vector<RunLog> logs(runs.size());
  ForEachIndex(runs.size(), [&](size_t i) { logs[i] = ReadRun(runs[i], selection); });
  std::sort(logs.begin(), logs.end(),
            [](const RunLog& a, const RunLog& b) { return Identity(a) < Identity(b); });
  return logs;
}

}  // namespace gaitbench
