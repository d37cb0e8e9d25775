// gaitbench publish: what is kept of a study beside the code.
#include "results/show/publication.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/median_policies.h"
#include "bench/commands/report.h"
#include "bench/commands/score_scales.h"
#include "bench/commands/study_directory.h"
#include "bench/run/inventory.h"
#include "bench/run/run_folder.h"
#include "bench/run/settings_difference.h"
#include "bench/run/shell.h"
#include "bench/run/shown_seeds.h"
#include "bench/run/tuning.h"
#include "results/log/atomic_file.h"
#include "results/log/cells.h"
#include "results/log/json_text.h"
#include "results/log/parallel.h"
#include "results/log/printable.h"
#include "results/log/run_folders.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

struct PublishRequest {
  fs::path directory;    // of a study
  fs::path destination;  // what is there of other cells stays
};

bool IsWithin(const fs::path& inner, const fs::path& outer) {
  return std::ranges::mismatch(inner, outer).in2 == outer.end();
}

// What is published must not be what it is made from: it has fewer columns.
void CheckApart(const fs::path& from, const fs::path& to) {
  const auto place = [](const fs::path& path) {  // without a "/" at its end
    const fs::path whole = fs::weakly_canonical(path);
    return whole.has_filename() ? whole : whole.parent_path();
  };
  if (!IsWithin(place(from), place(to)) && !IsWithin(place(to), place(from))) return;
  throw ConfigError("--to " + to.string(),
                    fmt::format("expected a directory apart from {}, not the same, one in it or "
                                "one around it",
                                from.string()));
}

// A cell there must be of the same settings as the one that joins or replaces it, and have no other
// seeds: they would count in its tables.
void CheckCellsThere(const std::vector<LogCell>& joining, const fs::path& to) {
  if (!fs::exists(to / "runs")) return;
  const std::vector<RunLog> logs = ReadCompleteLogs(to, kEpisodesAlone);
  for (const LogCell& there : CellsOf(logs)) {
    const LogCell* cell = FindCell(joining, there.environment, there.variant);
    if (!cell) continue;
    for (const RunLog* run : there.runs) {
      if (!FindRun(joining, there.environment, there.variant, run->seed))
        throw ConfigError("--to " + to.string(),
                          fmt::format("holds seed {} of {} on {}, which is not among those to be "
                                      "published; remove it there or choose another place",
                                      run->seed, there.variant, there.environment));
    }
    const RunLog *before = there.first_recorded(), *now = cell->first_recorded();
    if (!before || !now) continue;
    const std::string difference = SettingsDifference(SettingsOf(*before), SettingsOf(*now));
    if (difference.empty()) continue;
    throw ConfigError("--to " + to.string(),
                      fmt::format("holds {} on {} with other settings: {}; choose another place",
                                  there.variant, there.environment, difference));
  }
}

void CopyIfThere(const fs::path& from, const fs::path& to) {
  if (fs::exists(from)) WriteFileAtomically(to, ReadFile(from));
}

// A log without the columns that nothing reads, and what is beside it. One that has no other is
// copied as it is. The log was read before, and is undamaged.
void PublishRun(const fs::path& from, const RunLog& log, const fs::path& to) {
  const auto folder = [&](const fs::path& home) {
    return RunDirectory(home, log.environment, log.variant, log.seed);
  };
  CheckApart(folder(from), folder(to));  // by a link in between
  const fs::path file = folder(from) / kRunLogFile;
  std::string text = ReadFile(file);
  const nlohmann::ordered_json whole = ParseJsonFile(text, file.string());
  nlohmann::ordered_json compact = CompactJson(whole);
  if (compact != whole) {
    compact.erase(kContentHash);
    text = CompactJsonText(WithContentHash(std::move(compact))) + "\n";
  }
  WriteFileAtomically(folder(to) / kRunLogFile, text);
  CopyIfThere(folder(from) / kEvaluationFile, folder(to) / kEvaluationFile);
}

// Without the path of a schema, which is that of the machine it was written on.
void PublishStudy(const fs::path& from, const fs::path& to) {
  if (!fs::exists(from)) return;
  const std::string text = ReadFile(from);
  nlohmann::ordered_json study = ParseJsonFile(text, from.string());
  const bool had_schema = study.is_object() && study.erase("$schema") > 0;
  WriteFileAtomically(to, had_schema ? study.dump(2) + "\n" : text);
}

// The logs of whole cells, and the study. Says on stderr which cells are left out.
void PublishRuns(const fs::path& from, const std::vector<RunLog>& logs, const SeedCounts& num_seeds,
                 const fs::path& to) {
  const auto [cells, left_out] = TakeWholeCells(logs, num_seeds);
  for (const std::string& cell : left_out) std::cerr << "left out: " << cell << "\n";
  if (cells.empty()) throw ConfigError(from.string(), "no cell has all of its seeds yet");
  CheckCellsThere(cells, to);
  std::vector<const RunLog*> runs;
  for (const LogCell& cell : cells) std::ranges::copy(cell.runs, std::back_inserter(runs));
  ForEachIndex(runs.size(), [&](size_t i) { PublishRun(from, *runs[i], to); });
  PublishStudy(from / kStudyFile, to / kStudyFile);
  CopyIfThere(TuningFile(from), TuningFile(to));
}

// Tables, report.md (with notes.md in it, which people write) and figures.
void PublishReport(const std::vector<RunLog>& logs, const Tables& tables,
                   const StudySummary& summary, const fs::path& to) {
  WriteFileAtomically(to / "tables.json", JsonText(ToJson(tables)));
  const std::vector<Chart> charts = MakeCharts(logs, tables);
  const std::string name = Printable(summary.title);
  const ReportText text = {
      .title = name,
      .question = summary.question,
      .command = fmt::format("./gaitbench sweep {} --out DIR{}\n./gaitbench publish DIR --to {}",
                             ShellWord("bench/studies/" + name + ".json"),
                             summary.design.sequential ? " --until-decided" : "",
                             ShellWord("results/published/" + name)),
      .choices = SelectedSettings(to)};
  const fs::path notes = to / "notes.md";
  WriteFileAtomically(to / "report.md", ReportMarkdown(logs, tables, charts, text,
                                                       fs::exists(notes) ? ReadFile(notes) : ""));
  WriteFigures(charts, to / "figures", {"svg"});
}

// So that anyone can watch what the tables are about: of each cell the policy of the median seed,
// where it is there.
void PublishPolicies(const fs::path& from, const std::vector<RunLog>& logs,
                     const Comparison& comparison, const StudySummary& summary,
                     const fs::path& to) {
  const std::vector<MedianRun> medians = MedianRuns(comparison, logs);
  RemoveOtherPolicies(medians, logs, to);
  for (const MedianRun& median : medians) {
    const auto policy = [&](const fs::path& home) {
      const RunLog& log = *median.log;
      return RunFolder(RunDirectory(home, log.environment, log.variant, log.seed)).policy();
    };
    CopyIfThere(policy(from), policy(to));
    if (fs::exists(policy(to))) WriteModelCard(median, summary.title, summary.compare, to);
  }
}

// What the directory holds beside its study is no part of what is published.
void LeaveOutOtherRuns(const fs::path& directory, std::vector<RunLog>& logs) {
  std::set<std::tuple<std::string, std::string, int64_t>> others;
  for (const InventoryItem& item : ListInventory(directory)) {
    if (!item.tuning && !item.in_study) others.emplace(item.environment, item.variant, item.seed);
  }
  std::erase_if(logs, [&](const RunLog& log) {
    return others.contains({log.environment, log.variant, log.seed});
  });
  if (!others.empty())
    std::cerr << fmt::format(
        "left out: {}\n", Counted(std::ssize(others), "run") + " that study.json does not ask for");
}

// A question that was decided has the runs that it was decided on and no more.
void KeepSeedsAskedFor(const SequentialDesign& design, std::vector<RunLog>& logs,
                       SeedCounts& num_seeds) {
  const std::vector<Decision> decisions = Decide(logs, design);
  for (size_t i = 0; i < decisions.size(); ++i) {
    const EnvironmentLooks& looks = design.environments[i];
    const int64_t count = SeedsAskedFor(decisions[i]);
    num_seeds[looks.environment] = count;
    std::erase_if(logs, [&](const RunLog& log) {
      return log.environment == looks.environment && log.seed >= looks.first_seed + count;
    });
  }
}

int Publish(const PublishRequest& request) {
  const fs::path& from = request.directory;
  StudySummary summary = ReadSummary(from);
  CheckApart(from, request.destination);
  std::vector<RunLog> logs = ReadCompleteLogs(from, kEpisodesAlone);
  LeaveOutOtherRuns(from, logs);
  SeedCounts num_seeds = NumSeeds(from, logs);
  if (summary.design.sequential) KeepSeedsAskedFor(*summary.design.sequential, logs, num_seeds);
  CheckFigures();
  CheckWritable("--to " + request.destination.string(), request.destination);
  PublishRuns(from, logs, num_seeds, request.destination);
  MarkShown(from, logs, summary.design);
  if (!summary.design.notes.empty())  // without them the published tables would not be repeated
    CopyIfThere(from / kShownSeedsFile, request.destination / kShownSeedsFile);
  const std::vector<RunLog> published = ReadCompleteLogs(request.destination, ChartedColumns());
  summary.design.others = true;
  const Tables tables = MakeTables(published, summary.compare, ScoreScales(), summary.design);
  PublishPolicies(from, published, tables.comparison, summary, request.destination);
  PublishReport(published, tables, summary, request.destination);
  std::cout << (request.destination / "report.md").string() << "\n";
  return kExitDone;
}

}  // namespace

void AddPublish(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<PublishRequest>();
  auto* command = program.add_subcommand(
      "publish", "whole cells to keep beside the code: compact logs, tables, report.md, figures");
  command->footer("gaitbench publish runs/question --to published/question");
  AddDirectory(*command, request->directory);
  command->add_option("--to", request->destination, "directory of what is published")
      ->required()
      ->check(NotEmpty())
      ->type_name("DIR");
  command->callback([=, &exit_code] { exit_code = Publish(*request); });
}

}  // namespace gaitbench
