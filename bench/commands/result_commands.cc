#include "bench/commands/result_commands.h"

#include <algorithm>
#include <iostream>
#include <map>

#include "algos/run/families.h"
#include "bench/commands/commands.h"
#include "bench/commands/python_tool.h"
#include "bench/commands/score_scales.h"
#include "bench/run/inventory.h"
#include "results/compare/difference.h"
#include "results/compare/names.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/show/charts.h"
#include "results/show/difference_text.h"
#include "results/show/export.h"
#include "results/show/report.h"
#include "results/show/tables.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

std::vector<RunLog> LogsOf(const fs::path& directory) {
  if (!fs::exists(directory / "runs")) throw NoRuns(directory);
  std::vector<RunLog> logs = ReadCompleteLogs(directory);
  if (logs.empty()) throw NoRuns(directory);
  return logs;
}

// Tables have no row for a variant none of whose runs has finished: says so on stderr.
void NoteWhatIsMissing(const fs::path& directory) {
  std::vector<InventoryItem> items;
  try {
    items = TakeInventory(directory);
  } catch (const ConfigError&) {  // a study.json of another version: what is planned is not known
    return;
  }
  std::vector<std::string> order;
  std::map<std::string, bool> any_finished;
  for (const InventoryItem& item : items) {
    if (item.tuning) continue;
    const std::string name = item.environment + " " + DisplayName(item.variant);
    if (any_finished.try_emplace(name, false).second) order.push_back(name);
    if (item.state == RunState::kDone || item.state == RunState::kDiverged)
      any_finished[name] = true;
  }
  std::string missing;
  for (const std::string& name : order) {
    if (!any_finished[name]) missing += (missing.empty() ? "" : ", ") + name;
  }
  if (!missing.empty()) {
    std::cerr << "note: no run has finished of " << missing << "; `gaitbench status "
              << directory.string() << "` tells how far they are\n";
  }
}

// The id of the variant that the user means, by its id or as tables show it.
std::string VariantOf(const std::string& typed, const std::vector<std::string>& variants) {
  if (std::ranges::count(variants, typed)) return typed;
  const auto shown = std::ranges::find(variants, typed, DisplayName);
  return shown == variants.end() ? typed : *shown;
}

}  // namespace

ConfigError NoRuns(const fs::path& directory) {
  return ConfigError(directory.string() +
                     ": holds no runs; expected what train, sweep or run wrote with --out");
}

StudySummary SummaryOf(const fs::path& directory, const std::string& statistic) {
  if (!fs::is_directory(directory)) throw ConfigError(directory.string() + ": is not a directory");
  StudySummary summary = {.title = directory.filename().string(), .question = "", .compare = {}};
  if (const fs::path path = directory / "study.json"; fs::exists(path)) {
    const Study study = ReadStudy(path);
    summary = {.title = study.study, .question = study.question, .compare = study.compare};
  }
  if (!statistic.empty())
    ReadJson(nlohmann::ordered_json(statistic), summary.compare.statistic, "--statistic");
  return summary;
}

std::vector<RunLog> ReadCompleteLogs(const fs::path& directory) {
  std::vector<RunLog> logs = ReadRunLogs(directory);
  for (RunLog& log : logs) log.config = WithDefaults(log.config);
  return logs;
}

int PrintTable(const TableRequest& request) {
  ComparisonOptions options = SummaryOf(request.directory, request.statistic).compare;
  options.published |= request.published;
  const Tables tables = MakeTables(LogsOf(request.directory), options, ScoreScales());
  NoteWhatIsMissing(request.directory);
  switch (request.format) {
    case TableFormat::kMarkdown:
      std::cout << ToMarkdown(tables.tables);
      break;
    case TableFormat::kJson:
      std::cout << JsonText(ToJson(tables));
      break;
    case TableFormat::kCsv:
      std::cout << ToCsv(tables);
      break;
    case TableFormat::kLatex:
      std::cout << ToLatex(tables.tables);
      break;
  }
  return kExitDone;
}

int PrintComparison(const CompareRequest& request) {
  const ComparisonOptions options = SummaryOf(request.directory, request.statistic).compare;
  const Comparison comparison = CompareRuns(LogsOf(request.directory), options);
  const std::string a = VariantOf(request.a, comparison.variants);
  const std::string b = VariantOf(request.b, comparison.variants);
  if (a == b) throw ConfigError("--a and --b: expected two variants, got " + a + " twice");
  const std::vector<Difference> differences = Differences(comparison, a, b);
  if (request.json) {
    std::cout << JsonText(ToJson(differences, options));
  } else {
    std::cout << ToText(differences, options);
  }
  return kExitDone;
}

fs::path WriteReportFile(const fs::path& directory, const std::string& statistic) {
  StudySummary summary = SummaryOf(directory, statistic);
  summary.compare.published = true;
  const std::vector<RunLog> logs = LogsOf(directory);
  const Tables tables = MakeTables(logs, summary.compare, ScoreScales());
  NoteWhatIsMissing(directory);
  const fs::path study = directory / "study.json";  // `train` leaves none
  const ReportText text = {
      .title = summary.title,
      .question = summary.question,
      .command = fs::exists(study) ? "./gaitbench sweep " + study.string() + " --out DIR" : ""};
  const fs::path path = directory / "report.html";
  WriteFileAtomically(path, ReportHtml(logs, tables, text));
  return path;
}

int WriteReport(const ReportRequest& request) {
  const fs::path& directory = request.directory;
  std::cout << WriteReportFile(directory, request.statistic).string() << std::endl;
  if (request.figures.empty()) return kExitDone;
  ComparisonOptions options = SummaryOf(directory, request.statistic).compare;
  options.published = true;
  const std::vector<RunLog> logs = LogsOf(directory);
  WriteFigures(MakeCharts(logs, MakeTables(logs, options, ScoreScales())), directory / "figures",
               request.figures);
  return kExitDone;
}

void WriteFigures(const std::vector<Chart>& charts, const fs::path& directory,
                  const std::vector<std::string>& formats) {
  auto json = nlohmann::ordered_json::array();
  for (const Chart& chart : charts) json.push_back(ToJson(chart));
  std::vector<std::string> arguments = {directory.string()};
  arguments.insert(arguments.end(), formats.begin(), formats.end());
  RunPythonTool("results/show/report/figures.py", arguments, JsonText(json));
}

int PrintExport(const fs::path& directory, ExportLayout layout) {
  const std::vector<RunLog> logs = LogsOf(directory);
  const auto compare = [&] { return CompareRuns(logs, SummaryOf(directory).compare); };
  switch (layout) {
    case ExportLayout::kIterations:
      std::cout << IterationsToCsv(logs);
      break;
    case ExportLayout::kReturns:
      std::cout << ReturnsToCsv(compare());
      break;
    case ExportLayout::kRliable:
      std::cout << JsonText(ToRliableJson(compare()));
      break;
    case ExportLayout::kMarlEval:
      std::cout << JsonText(ToMarlEvalJson(logs));
      break;
  }
  return kExitDone;
}

int WriteTensorBoard(const fs::path& directory, const fs::path& out) {
  LogsOf(directory);  // all of them can be read
  RunPythonTool("results/show/to_tensorboard.py", {directory.string(), out.string()});
  return kExitDone;
}

}  // namespace gaitbench
