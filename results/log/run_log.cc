#include "results/log/run_log.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::string_view kSeedPrefix = "seed_";

// {name: [value of each record]}
template <class Record>
ordered_json Columns(const std::vector<Record>& records) {
  auto columns = ordered_json::object();
  Record names;
  Record::Fields(names, [&](const char* name, auto&, const FieldInfo&) {
    columns[name] = ordered_json::array();
  });
  for (const Record& record : records) {
    Record::Fields(record, [&](const char* name, double value, const FieldInfo&) {
      columns[name].push_back(NumberToJson(value));
    });
  }
  return columns;
}

template <class Record>
ordered_json Units() {
  auto units = ordered_json::object();
  Record names;
  Record::Fields(names, [&](const char* name, auto&, const FieldInfo& info) {
    if (!info.unit.empty()) units[name] = info.unit;
  });
  return units;
}

// A column that an older or newer program did not write is "not measured"; one that this program
// does not know is an error, because dropping it in silence would lose results.
template <class Record>
std::vector<Record> Records(const ordered_json& columns, const std::string& where) {
  if (!columns.is_object())
    throw ConfigError(where + ": expected an object, got " + columns.dump());
  std::optional<size_t> count;
  for (const auto& column : columns.items()) {
    const std::string path = where + "." + column.key();
    if (!column.value().is_array()) throw ConfigError(path + ": expected a list of numbers");
    if (!count) count = column.value().size();
    if (*count != column.value().size())
      throw ConfigError(path + ": expected " + std::to_string(*count) +
                        " values as in the other columns, got " +
                        std::to_string(column.value().size()));
  }
  std::vector<Record> records(count.value_or(0));
  std::set<std::string> known;
  Record names;
  Record::Fields(names, [&](const char* name, auto&, const FieldInfo&) { known.insert(name); });
  for (const auto& column : columns.items()) {
    if (!known.contains(column.key()))
      throw ConfigError(where + "." + column.key() + ": unknown column");
  }
  for (size_t i = 0; i < records.size(); ++i) {
    Record::Fields(records[i], [&](const char* name, double& value, const FieldInfo&) {
      if (!columns.contains(name)) return;
      value = NumberFromJson(columns[name][i], where + "." + name + "[" + std::to_string(i) + "]");
    });
  }
  return records;
}

void CheckSchema(const ordered_json& json, const std::string& where) {
  const auto name = json.is_object() ? json.value("schema", ordered_json()) : ordered_json();
  if (name != kRunLogSchema) throw ConfigError(where + ": not a run log of gaitbench");
  const auto version = json.value("version", ordered_json());
  if (version != kRunLogVersion)
    throw ConfigError(where + ": run log of schema version " + version.dump() +
                      ", this program reads " + std::to_string(kRunLogVersion));
}

const ordered_json& Member(const ordered_json& json, const std::string& key,
                           const std::string& where) {
  const auto found = json.find(key);
  if (found == json.end()) throw ConfigError(where + ": " + key + " is missing");
  return *found;
}

std::vector<fs::path> SubdirectoriesInOrder(const fs::path& directory) {
  std::error_code failure;
  fs::directory_iterator entries(directory, failure);
  if (failure) throw ConfigError(directory.string() + ": cannot be read: " + failure.message());
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : entries) {
    if (entry.is_directory()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::optional<int64_t> SeedOfDirectory(const fs::path& path) {
  const std::string name = path.filename().string();
  if (!name.starts_with(kSeedPrefix)) return std::nullopt;
  int64_t seed = 0;
  const char* end = name.data() + name.size();
  const auto [parsed, error] = std::from_chars(name.data() + kSeedPrefix.size(), end, seed);
  return error == std::errc() && parsed == end ? std::optional(seed) : std::nullopt;
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
  const auto length = static_cast<int64_t>(log.iterations.size());
  double sum = 0, measured = 0;
  for (int64_t i = std::max<int64_t>(0, length - count); i < length; ++i) {
    const double mean_return = log.iterations[static_cast<size_t>(i)].mean_return;
    if (std::isnan(mean_return)) continue;
    sum += mean_return;
    ++measured;
  }
  return measured > 0 ? sum / measured : IterationRecord::kNone;
}

fs::path RunDirectory(const fs::path& directory, const std::string& environment,
                      const std::string& variant, int64_t seed) {
  return directory / "runs" / environment / variant /
         (std::string(kSeedPrefix) + std::to_string(seed));
}

// Of the whole run; null before the first iteration.
ordered_json Speed(const RunLog& log) {
  double total = 0, physics = 0;
  for (const IterationTiming& timing : log.timing) {
    total += timing.total;
    physics += timing.physics;
  }
  const double env_steps = log.iterations.empty() ? NAN : log.iterations.back().env_steps;
  return {{"env_steps_per_second", NumberToJson(env_steps / total)},
          {"physics_share", NumberToJson(total > 0 ? physics / total : NAN)}};
}

ordered_json ToJson(const RunLog& log) {
  ordered_json units = Units<IterationRecord>();
  units.update(Units<IterationTiming>());
  return {{"schema", kRunLogSchema},
          {"version", kRunLogVersion},
          {"environment", log.environment},
          {"variant", log.variant},
          {"seed", log.seed},
          {"num_iterations", log.num_iterations},
          {"diverged", log.diverged ? WriteJson(*log.diverged) : ordered_json()},
          {"final",
           {{"mean_return", NumberToJson(FinalMeanReturn(log))},
            {"over_last_iterations", kFinalIterations}}},
          {"speed", Speed(log)},
          {"environment_options", log.environment_options},
          {"config", log.config},
          {"units", units},
          {"columns", Columns(log.iterations)},
          {"timing", Columns(log.timing)},
          {"provenance", log.provenance}};
}

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
  log.iterations = Records<IterationRecord>(Member(json, "columns", where), where + ": columns");
  log.timing = Records<IterationTiming>(Member(json, "timing", where), where + ": timing");
  if (std::cmp_greater(log.iterations.size(), log.num_iterations))
    throw ConfigError(where + ": has " + std::to_string(log.iterations.size()) + " iterations of " +
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
  for (const fs::path& environment : SubdirectoriesInOrder(directory / "runs")) {
    for (const fs::path& variant : SubdirectoriesInOrder(environment)) {
      for (const fs::path& run : SubdirectoriesInOrder(variant)) {
        const std::optional<int64_t> seed = SeedOfDirectory(run);
        if (!seed) continue;
        if (fs::exists(run / "run.json")) {
          logs.push_back(ReadRunLog(run / "run.json"));
          if (const fs::path evaluation = run / kEvaluationFile; fs::exists(evaluation))
            logs.back().evaluation_returns = ReadEvaluation(evaluation);
        } else {
          RunLog begun;
          begun.environment = environment.filename().string();
          begun.variant = variant.filename().string();
          begun.seed = *seed;
          logs.push_back(begun);
        }
      }
    }
  }
  std::sort(logs.begin(), logs.end(),
            [](const RunLog& a, const RunLog& b) { return Identity(a) < Identity(b); });
  const auto twice = std::adjacent_find(
      logs.begin(), logs.end(),
      [](const RunLog& a, const RunLog& b) { return Identity(a) == Identity(b); });
  if (twice != logs.end())
    throw ConfigError(directory.string() + ": two run logs of " + twice->environment + ", " +
                      twice->variant + ", seed " + std::to_string(twice->seed));
  return logs;
}

}  // namespace gaitbench
