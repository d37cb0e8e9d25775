#include "bench/commands/study_directory.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include <fmt/ranges.h>

#include "algos/run/families.h"
#include "bench/run/inventory.h"
#include "bench/run/shown_seeds.h"
#include "bench/study/sequential.h"
#include "results/compare/names.h"
#include "results/log/cells.h"

namespace gaitbench {

namespace fs = std::filesystem;

namespace {

// Says once of a directory that damage in some of its logs goes unnoticed.
void NoteUnhashed(const fs::path& directory, const std::vector<RunLog>& logs) {
  static std::set<fs::path> noted;
  const auto count = std::ranges::count(logs, true, &RunLog::unhashed);
  if (count == 0 || !noted.insert(directory).second) return;
  std::cerr << fmt::format(
      "note: run logs of {} without a content hash, as older versions wrote them: {}; damage in "
      "them goes unnoticed\n",
      directory.string(), count);
}

// Says it first where reading takes a while.
void NoteMuchToRead(const fs::path& directory) {
  constexpr double kMuch = 500e6, kRate = 100e6;  // bytes; bytes/s on one core
  static std::set<fs::path> noted;
  size_t num_logs = 0;
  double size = 0;
  for (const FoundRun& run : FindRuns(directory)) {
    std::error_code none;
    const auto bytes = fs::file_size(run.folder / kRunLogFile, none);
    if (none) continue;
    ++num_logs;
    size += static_cast<double>(bytes);
  }
  if (size < kMuch || !noted.insert(directory).second) return;
  std::cerr << fmt::format(
      "note: {} has {} run logs of {:.1f} GB, which take some {:.0f} s to read\n",
      directory.string(), num_logs, size / 1e9, size / kRate);
}

// With the settings that they lack, and with what is idle of them. The seeds of a variant stand
// together and have one config, as a rule.
void CompleteConfigs(std::vector<RunLog>& logs) {
  nlohmann::ordered_json config, complete;
  std::set<std::string> idle;
  for (RunLog& log : logs) {
    if (log.config != config) {
      config = log.config;
      complete = WithDefaults(config);
      idle = IdleSettings(complete);
    }
    log.config = complete;
    log.idle = idle;
  }
}

std::vector<std::string> VariantsInOrder(const fs::path& directory,
                                         const std::vector<RunLog>& logs) {
  std::vector<std::string> variants;
  if (const fs::path path = directory / kStudyFile; fs::exists(path)) {
    for (const StudyCell& cell : StudyCells(ReadStudy(path), path.string()))
      variants.push_back(cell.name);
    return variants;
  }
  std::set<std::string> distinct;
  for (const RunLog& log : logs) distinct.insert(log.variant);
  return InDisplayOrder({distinct.begin(), distinct.end()});
}

// Of variants that are not in the study, after the others, the order stays.
void PutInOrder(const std::vector<std::string>& variants, std::vector<RunLog>& logs) {
  std::map<std::string_view, size_t> ranks;
  for (const std::string& variant : variants) ranks.try_emplace(variant, ranks.size());
  std::ranges::stable_sort(logs, {}, [&](const RunLog& log) {
    const auto rank = ranks.find(log.variant);
    return std::pair(std::string_view(log.environment),
                     rank == ranks.end() ? ranks.size() : rank->second);
  });
}

}  // namespace

void CheckDirectory(const fs::path& directory) {
  if (!fs::is_directory(directory)) throw ConfigError(directory.string(), "is not a directory");
}

ConfigError NoRuns(const fs::path& directory) {
  return ConfigError(directory.string(),
                     "holds no runs; expected what train, sweep or run wrote with --out");
}

StudySummary ReadSummary(const fs::path& directory, const std::string& statistic) {
  CheckDirectory(directory);
  const std::string name = fs::canonical(directory).filename().string();  // of "runs/wide/" too
  StudySummary summary = {.title = name, .question = "", .compare = {}, .design = {}};
  if (const fs::path path = directory / kStudyFile; fs::exists(path)) {
    const Study study = ReadStudy(path);
    summary = {.title = study.study.empty() ? name : study.study,
               .question = study.question,
               .compare = study.compare,
               .design = {.sequential = SequentialDesignOf(study, path.string())}};
  }
  if (!statistic.empty())
    ReadJson(nlohmann::ordered_json(statistic), summary.compare.statistic, "--statistic");
  return summary;
}

std::vector<RunLog> ReadCompleteLogs(const fs::path& directory, const LogSelection& selection) {
  NoteMuchToRead(directory);
  std::vector<RunLog> logs = ReadRunLogs(directory, selection);
  PutInOrder(VariantsInOrder(directory, logs), logs);
  CompleteConfigs(logs);
  NoteUnhashed(directory, logs);
  return logs;
}

std::vector<RunLog> ReadSomeLogs(const fs::path& directory, const LogSelection& selection) {
  if (!fs::exists(directory / "runs")) throw NoRuns(directory);
  std::vector<RunLog> logs = ReadCompleteLogs(directory, selection);
  if (logs.empty()) throw NoRuns(directory);
  return logs;
}

SeedCounts NumSeeds(const fs::path& directory, const std::vector<RunLog>& logs) {
  SeedCounts num_seeds;
  if (const fs::path path = directory / kStudyFile; fs::exists(path)) {
    const Study study = ReadStudy(path);
    for (const std::string& environment : study.environments)
      num_seeds[environment] = study.seeds.Of(environment, path.string()).count;
    return num_seeds;
  }
  for (const LogCell& cell : CellsOf(logs)) {
    int64_t& most = num_seeds[std::string(cell.environment)];
    most = std::max(most, std::ssize(cell.runs));
  }
  return num_seeds;
}

void MarkShown(const fs::path& directory, const std::vector<RunLog>& logs, StudyDesign& design) {
  const SeedCounts seeds = NumSeeds(directory, logs);
  if (std::string note = ExtensionNote(ReadShownSeeds(directory), seeds); !note.empty())
    design.notes.push_back(std::move(note));
  NoteShownSeeds(directory, seeds);
}

void NoteUnfinishedVariants(const fs::path& directory) {
  std::vector<InventoryItem> items;
  try {
    items = ListInventory(directory);
  } catch (const ConfigError&) {  // a study.json of another version: what is planned is not known
    return;
  }
  std::vector<std::string> order;
  std::map<std::string, bool> any_finished;
  for (const InventoryItem& item : items) {
    if (item.tuning) continue;
    const std::string name = item.environment + " " + DisplayName(item.variant);
    if (any_finished.try_emplace(name, false).second) order.push_back(name);
    if (fs::exists(item.folder / kRunLogFile)) any_finished[name] = true;
  }
  std::erase_if(order, [&](const std::string& name) { return any_finished[name]; });
  if (!order.empty()) {
    std::cerr << fmt::format(
        "note: no run has finished of {}; `gaitbench status {}` tells how far they are\n",
        fmt::join(order, ", "), directory.string());
  }
}

}  // namespace gaitbench
