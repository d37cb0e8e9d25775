// The commands that read a directory of run logs and train nothing. Results go to stdout; each
// returns the exit code.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "results/compare/comparison.h"
#include "results/show/charts.h"

namespace gaitbench {

struct StudySummary {
  std::string title, question;
  ComparisonOptions compare;
};

// What DIR/study.json remembers of how its tables are to be made; defaults where there is none.
// Throws ConfigError if the directory is not there.
// `statistic` takes the place of the study's where it is given.
StudySummary SummaryOf(const std::filesystem::path& directory, const std::string& statistic = {});

// What to say of a directory without runs.
ConfigError NoRuns(const std::filesystem::path& directory);

// The run logs of DIR, those of older versions with the settings that they lack
// (algos/on_policy/settings.h).
std::vector<RunLog> ReadCompleteLogs(const std::filesystem::path& directory);

enum class TableFormat { kMarkdown, kJson, kCsv, kLatex };
struct TableRequest {
  std::filesystem::path directory;
  TableFormat format = TableFormat::kMarkdown;
  bool published = false;   // others' numbers beside ours
  std::string statistic{};  // empty: the study's
};
int PrintTable(const TableRequest& request);

struct CompareRequest {
  std::filesystem::path directory;
  std::string a, b;  // variants, by id or as tables show them
  bool json = false;
  std::string statistic{};  // empty: the study's
};
int PrintComparison(const CompareRequest& request);

struct ReportRequest {
  std::filesystem::path directory;
  std::vector<std::string> figures;  // formats: svg, png, pdf
  std::string statistic{};           // empty: the study's
};

// DIR/report.html and DIR/figures/<chart>.<format>; says where they are.
int WriteReport(const ReportRequest& request);
std::filesystem::path WriteReportFile(const std::filesystem::path& directory,
                                      const std::string& statistic = {});

// DIRECTORY/<chart>.<format> for each.
void WriteFigures(const std::vector<Chart>& charts, const std::filesystem::path& directory,
                  const std::vector<std::string>& formats);

enum class ExportLayout { kIterations, kReturns, kRliable, kMarlEval };
int PrintExport(const std::filesystem::path& directory, ExportLayout layout);

// Run logs as TensorBoard event files, a folder per run.
int WriteTensorBoard(const std::filesystem::path& directory, const std::filesystem::path& out);

}  // namespace gaitbench
