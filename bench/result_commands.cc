#include "bench/result_commands.h"

#include <iostream>

#include "bench/commands.h"
#include "bench/python_tool.h"
#include "results/atomic_file.h"
#include "results/charts.h"
#include "results/difference.h"
#include "results/export.h"
#include "results/json_text.h"
#include "results/report.h"
#include "results/table.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

std::vector<RunLog> LogsOf(const fs::path& directory) {
  std::vector<RunLog> logs = ReadRunLogs(directory);
  if (logs.empty()) throw ConfigError(directory.string() + ": holds no runs");
  return logs;
}

}  // namespace

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

int PrintTable(const TableRequest& request) {
  ComparisonOptions options = SummaryOf(request.directory, request.statistic).compare;
  options.published |= request.published;
  const Tables tables = MakeTables(LogsOf(request.directory), options);
  switch (request.format) {
    case TableFormat::kMarkdown:
      std::cout << ToMarkdown(tables);
      break;
    case TableFormat::kJson:
      std::cout << JsonText(ToJson(tables));
      break;
    case TableFormat::kCsv:
      std::cout << ToCsv(tables);
      break;
    case TableFormat::kLatex:
      std::cout << ToLatex(tables);
      break;
  }
  return kExitDone;
}

int PrintComparison(const CompareRequest& request) {
  const ComparisonOptions options = SummaryOf(request.directory, request.statistic).compare;
  const Comparison comparison = CompareRuns(LogsOf(request.directory), options);
  const std::vector<Difference> differences = Differences(comparison, request.a, request.b);
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
  const Tables tables = MakeTables(logs, summary.compare);
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
  WriteFigures(MakeCharts(logs, MakeTables(logs, options)), directory / "figures", request.figures);
  return kExitDone;
}

void WriteFigures(const std::vector<Chart>& charts, const fs::path& directory,
                  const std::vector<std::string>& formats) {
  auto json = nlohmann::ordered_json::array();
  for (const Chart& chart : charts) json.push_back(ToJson(chart));
  std::vector<std::string> arguments = {directory.string()};
  arguments.insert(arguments.end(), formats.begin(), formats.end());
  RunPythonTool("results/report/figures.py", arguments, JsonText(json));
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
  RunPythonTool("results/to_tensorboard.py", {directory.string(), out.string()});
  return kExitDone;
}

}  // namespace gaitbench
