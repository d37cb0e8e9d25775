// The commands that read a directory of run logs and train nothing. Results go to stdout; each
// returns the exit code.
#pragma once

#include <filesystem>
#include <string>

#include "results/comparison.h"

namespace gaitbench {

struct StudySummary {
  std::string title, question;
  ComparisonOptions compare;
};

// What DIR/study.json remembers of how its tables are to be made; defaults where there is none.
// Throws ConfigError if the directory is not there.
StudySummary SummaryOf(const std::filesystem::path& directory);

// The run logs of DIR, those of older versions with the settings that they lack (algos/config.h).
std::vector<RunLog> ReadCompleteLogs(const std::filesystem::path& directory);

enum class TableFormat { kMarkdown, kJson, kCsv, kLatex };
struct TableRequest {
  std::filesystem::path directory;
  TableFormat format = TableFormat::kMarkdown;
  bool published = false;  // others' numbers beside ours
};
int PrintTable(const TableRequest& request);

struct CompareRequest {
  std::filesystem::path directory;
  std::string a, b;  // variants
  bool json = false;
};
int PrintComparison(const CompareRequest& request);

// DIR/report.html; says where it is.
int WriteReport(const std::filesystem::path& directory);
std::filesystem::path WriteReportFile(const std::filesystem::path& directory);

enum class ExportLayout { kIterations, kReturns, kRliable, kMarlEval };
int PrintExport(const std::filesystem::path& directory, ExportLayout layout);

}  // namespace gaitbench
