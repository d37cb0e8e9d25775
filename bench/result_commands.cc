#include "bench/result_commands.h"

#include <iostream>

#include "algos/config.h"
#include "bench/commands.h"
#include "results/atomic_file.h"
#include "results/difference.h"
#include "results/export.h"
#include "results/json_text.h"
#include "results/report.h"
#include "results/table.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

std::vector<RunLog> LogsOf(const fs::path& directory) {
  std::vector<RunLog> logs = ReadCompleteLogs(directory);
  if (logs.empty()) throw ConfigError(directory.string() + ": holds no runs");
  return logs;
}

}  // namespace

StudySummary SummaryOf(const fs::path& directory) {
  if (!fs::is_directory(directory)) throw ConfigError(directory.string() + ": is not a directory");
  const fs::path path = directory / "study.json";
  if (!fs::exists(path))
    return {.title = directory.filename().string(), .question = "", .compare = {}};
  const Study study = ReadStudy(path);
  return {.title = study.study, .question = study.question, .compare = study.compare};
}

std::vector<RunLog> ReadCompleteLogs(const fs::path& directory) {
  std::vector<RunLog> logs = ReadRunLogs(directory);
  for (RunLog& log : logs) log.config = WithDefaults(log.config);
  return logs;
}

int PrintTable(const TableRequest& request) {
  const ComparisonOptions options = SummaryOf(request.directory).compare;
  const Tables tables = MakeTables(LogsOf(request.directory),
                                   {.comparison = options, .published = request.published});
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
  const ComparisonOptions options = SummaryOf(request.directory).compare;
  const Comparison comparison = CompareRuns(LogsOf(request.directory), options);
  const std::vector<Difference> differences = Differences(comparison, request.a, request.b);
  if (request.json) {
    std::cout << JsonText(ToJson(differences, options));
  } else {
    std::cout << ToText(differences, options);
  }
  return kExitDone;
}

fs::path WriteReportFile(const fs::path& directory) {
  const StudySummary summary = SummaryOf(directory);
  const std::vector<RunLog> logs = LogsOf(directory);
  const Tables tables = MakeTables(logs, {.comparison = summary.compare, .published = true});
  const fs::path study = directory / "study.json";  // `train` leaves none
  const ReportText text = {
      .title = summary.title,
      .question = summary.question,
      .command = fs::exists(study) ? "./gaitbench sweep " + study.string() + " --out DIR" : ""};
  const fs::path path = directory / "report.html";
  WriteFileAtomically(path, ReportHtml(logs, tables, text));
  return path;
}

int WriteReport(const fs::path& directory) {
  std::cout << WriteReportFile(directory).string() << "\n";
  return kExitDone;
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

}  // namespace gaitbench
