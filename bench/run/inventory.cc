#include "bench/run/inventory.h"

#include <map>
#include <set>

#include "bench/run/run_folder.h"
#include "bench/run/sentence.h"
#include "bench/run/tuning.h"
#include "bench/study/sequential.h"
#include "results/decide/decision.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/parallel.h"
#include "results/log/run_folders.h"
#include "results/log/safetensors.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// The beginning of what failure.txt says, which may be anything.
std::string ReasonIn(const fs::path& failure) {
  constexpr size_t kLongest = 1000;
  std::string reason = ReadFile(failure);
  while (reason.ends_with('\n')) reason.pop_back();
  return reason.size() <= kLongest ? reason : reason.substr(0, kLongest) + "...";
}

// The runs below DIR/runs, without what is in them.
std::vector<InventoryItem> ListRuns(const fs::path& directory, bool tuning) {
  std::vector<InventoryItem> items;
  if (!fs::exists(directory / "runs")) return items;
  for (const FoundRun& run : FindRuns(directory)) {
    items.push_back({.folder = run.folder,
                     .environment = run.environment,
                     .variant = run.variant,
                     .seed = run.seed,
                     .tuning = tuning});
  }
  return items;
}

void TakeFrom(const RunLog& log, InventoryItem& item) {
  item.iterations = static_cast<int64_t>(log.num_recorded());
  item.num_iterations = log.num_iterations;
}

void TakeCheckpoint(const RunFolder& folder, InventoryItem& item) {
  const std::string where = folder.checkpoint().string();
  const TensorFile file = ReadTensorFile(where);
  const auto log = file.metadata.find("run_log");
  if (log == file.metadata.end()) throw ConfigError(where, "is not a gaitbench checkpoint");
  TakeFrom(RunLogFromJson(ParseJsonFile(log->second, where), where), item);
}

void TakeLog(const RunFolder& folder, InventoryItem& item) {
  const RunLog log = ReadRunLog({.folder = folder.path(),
                                 .environment = item.environment,
                                 .variant = item.variant,
                                 .seed = item.seed},
                                kEpisodesAlone);
  TakeFrom(log, item);
  item.state = log.diverged ? RunState::kDiverged : RunState::kDone;
  if (log.diverged) item.reason = log.diverged->reason;
}

void LookInto(const RunFolder& folder, InventoryItem& item) {
  if (fs::exists(folder.log())) return TakeLog(folder, item);  // and touch no other file
  const bool held = RunClaim::IsHeld(folder);
  if (!held && fs::exists(folder.log())) return TakeLog(folder, item);  // finished in this moment
  item.state = held ? RunState::kRunning : RunState::kWaiting;
  if (fs::exists(folder.checkpoint())) {
    try {
      TakeCheckpoint(folder, item);
    } catch (const ConfigError&) {
      if (fs::exists(folder.log())) return TakeLog(folder, item);  // finished in this moment
      throw;
    }
    if (!held) item.state = RunState::kStopped;
  }
  if (!held && fs::exists(folder.failure())) {
    item.state = RunState::kFailed;
    item.reason = ReasonIn(folder.failure());
  }
}

void Inspect(InventoryItem& item) {
  try {
    LookInto(RunFolder(item.folder), item);
  } catch (const ConfigError& error) {
    item.state = RunState::kFailed;
    item.reason = error.what();
  } catch (const fs::filesystem_error& error) {
    item.state = RunState::kFailed;
    item.reason = SentenceOf(error);
  }
}

auto Who(const InventoryItem& item) {
  return std::tuple(item.tuning, item.environment, item.variant, item.seed);
}

std::vector<InventoryItem> PlannedItems(const Plan& plan, const fs::path& directory) {
  std::vector<InventoryItem> items;
  const auto append = [&](const std::vector<RunSpec>& runs, const fs::path& home, bool tuning) {
    for (const RunSpec& run : runs) {
      items.push_back({.folder = RunFolder(home, run).path(),
                       .environment = run.environment,
                       .variant = run.variant,
                       .seed = run.seed,
                       .tuning = tuning,
                       .num_iterations = run.num_iterations});
    }
  };
  append(plan.tuning, TuningDirectory(directory), true);
  append(plan.reporting, directory, false);
  return items;
}

void MarkNotNeeded(const fs::path& directory, std::vector<InventoryItem>& items) {
  const fs::path file = directory / kStudyFile;
  if (!fs::exists(file) || !fs::exists(directory / "runs")) return;
  const auto design = SequentialDesignOf(ReadStudy(file), file.string());
  if (!design) return;
  std::vector<Decision> decisions;
  try {
    decisions = Decide(ReadRunLogs(directory, kEpisodesAlone), *design);
  } catch (const ConfigError&) {  // a log that is damaged, which its own line says
    return;
  }
  for (size_t i = 0; i < decisions.size(); ++i) {
    if (decisions[i].state == DecisionState::kOpen) continue;
    const int64_t end = design->environments[i].first_seed + SeedsAskedFor(decisions[i]);
    for (InventoryItem& item : items) {
      if (!item.tuning && item.environment == decisions[i].environment && item.seed >= end &&
          item.state == RunState::kWaiting)
        item.state = RunState::kNotNeeded;
    }
  }
}

}  // namespace

std::vector<InventoryItem> TakeInventory(const fs::path& directory) {
  std::vector<InventoryItem> items = ListInventory(directory);
  ForEachIndex(items.size(), [&](size_t i) { Inspect(items[i]); });
  MarkNotNeeded(directory, items);
  return items;
}

std::vector<InventoryItem> ListInventory(const fs::path& directory) {
  std::vector<InventoryItem> items = ListRuns(TuningDirectory(directory), /*tuning=*/true);
  std::ranges::move(ListRuns(directory, /*tuning=*/false), std::back_inserter(items));
  const fs::path study = directory / kStudyFile;
  if (!fs::exists(study)) return items;

  std::vector<InventoryItem> found = std::move(items);
  items = PlannedItems(MakePlan(ReadStudy(study), study.string()), directory);
  std::map<decltype(Who(items[0])), size_t> planned;
  for (size_t i = 0; i < items.size(); ++i) planned.emplace(Who(items[i]), i);
  for (InventoryItem& item : found) {
    if (const auto same = planned.find(Who(item)); same != planned.end()) {
      items[same->second] = std::move(item);
    } else {
      item.in_study = false;
      items.push_back(std::move(item));
    }
  }
  return items;
}

std::vector<std::string> RunsNotIn(const Plan& plan, const fs::path& directory) {
  std::set<fs::path> planned;
  for (const InventoryItem& item : PlannedItems(plan, directory)) planned.insert(item.folder);
  std::vector<std::string> others;
  for (bool tuning : {true, false}) {
    const fs::path home = tuning ? TuningDirectory(directory) : directory;
    for (const InventoryItem& item : ListRuns(home, tuning)) {
      if (!planned.contains(item.folder))
        others.push_back(item.folder.lexically_relative(directory).string());
    }
  }
  return others;
}

}  // namespace gaitbench
