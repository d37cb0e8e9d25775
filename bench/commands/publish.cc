#include "bench/commands/publish.h"

#include <iostream>
#include <map>

#include "bench/commands/commands.h"
#include "bench/commands/result_commands.h"
#include "bench/commands/score_scales.h"
#include "bench/study/study.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/show/publication.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// Of the study; without one, those of the cell that has most.
int64_t NumSeeds(const fs::path& directory, const std::vector<RunLog>& logs) {
  if (const fs::path study = directory / "study.json"; fs::exists(study))
    return ReadStudy(study).seeds.count;
  std::map<std::pair<std::string, std::string>, int64_t> counts;
  int64_t most = 0;
  for (const RunLog& log : logs) most = std::max(most, ++counts[{log.environment, log.variant}]);
  return most;
}

}  // namespace

int Publish(const PublishRequest& request) {
  StudySummary summary = SummaryOf(request.directory);
  const std::vector<RunLog> all = ReadRunLogs(request.directory);
  const WholeCells cells = TakeWholeCells(all, NumSeeds(request.directory, all));
  for (const std::string& cell : cells.left_out) std::cerr << "left out: " << cell << "\n";
  if (cells.logs.empty())
    throw ConfigError(request.directory.string() + ": no cell has all of its seeds yet");

  const fs::path& to = request.destination;
  for (const RunLog& log : cells.logs)
    WriteFileAtomically(RunDirectory(to, log.environment, log.variant, log.seed) / "run.json",
                        CompactJson(log).dump() + "\n");
  for (const RunLog& log : cells.logs) {
    const auto evaluation = [&](const fs::path& home) {
      return RunDirectory(home, log.environment, log.variant, log.seed) / kEvaluationFile;
    };
    if (fs::exists(evaluation(request.directory)))
      WriteFileAtomically(evaluation(to), ReadFile(evaluation(request.directory)));
  }
  const fs::path study = request.directory / "study.json";
  if (fs::exists(study)) WriteFileAtomically(to / "study.json", ReadFile(study));

  const std::vector<RunLog> logs = ReadCompleteLogs(to);  // what a reader will have
  const Tables tables = MakeTables(logs, summary.compare, ScoreScales());
  WriteFileAtomically(to / "tables.json", JsonText(ToJson(tables)));
  summary.compare.published = true;
  const Tables shown = MakeTables(logs, summary.compare, ScoreScales());
  const std::vector<Chart> charts = MakeCharts(logs, shown);
  const ReportText text = {.title = summary.title,
                           .question = summary.question,
                           .command = "./gaitbench sweep bench/studies/" + summary.title +
                                      ".json --out DIR\n./gaitbench publish DIR --to " +
                                      "results/published/" + summary.title};
  const fs::path notes = to / "notes.md";
  WriteFileAtomically(to / "report.md",
                      ReportMarkdown(logs, shown, charts, text,
                                     fs::exists(notes) ? ReadFile(notes) : std::string()));
  WriteFigures(charts, to / "figures", {"svg"});
  std::cout << (to / "report.md").string() << "\n";
  return kExitDone;
}

}  // namespace gaitbench
