// gaitbench report: tables and charts on one page.
#include "bench/commands/report.h"

#include <iostream>
#include <memory>

#include "bench/commands/commands.h"
#include "bench/commands/exit_codes.h"
#include "bench/commands/python_tool.h"
#include "bench/commands/score_scales.h"
#include "bench/commands/shared_options.h"
#include "bench/commands/study_directory.h"
#include "bench/run/shell.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/show/report.h"
#include "results/show/tables.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

struct Request {
  fs::path directory;
  std::vector<std::string> figures;  // formats: svg, png, pdf
  std::string statistic;             // empty: the study's
};

struct Contents {
  StudySummary summary;
  std::vector<RunLog> logs;
  Tables tables;
};

Contents Read(const fs::path& directory, const std::string& statistic) {
  StudySummary summary = ReadSummary(directory, statistic);
  summary.compare.published = true;
  std::vector<RunLog> logs = ReadSomeLogs(directory, ChartedColumns());
  MarkShown(directory, logs, summary.design);
  Tables tables = MakeTables(logs, summary.compare, ScoreScales(), summary.design);
  NoteUnfinishedVariants(directory);
  return {std::move(summary), std::move(logs), std::move(tables)};
}

fs::path WritePage(const fs::path& directory, const Contents& contents) {
  const fs::path study = directory / "study.json";  // `train` leaves none
  const std::string command =
      fs::exists(study) ? "./gaitbench sweep " + ShellWord(study.string()) + " --out DIR" +
                              (contents.summary.design.sequential ? " --until-decided" : "")
                        : "";
  const fs::path path = directory / "report.html";
  WriteFileAtomically(path, ReportHtml(contents.logs, contents.tables,
                                       {.title = contents.summary.title,
                                        .question = contents.summary.question,
                                        .command = command}));
  return path;
}

int WriteReport(const Request& request) {
  const Contents contents = Read(request.directory, request.statistic);
  std::cout << WritePage(request.directory, contents).string() << '\n' << std::flush;
  if (!request.figures.empty()) {
    WriteFigures(MakeCharts(contents.logs, contents.tables), request.directory / "figures",
                 request.figures);
  }
  return kExitDone;
}

std::string CheckFigureFormat(const std::string& format) {
  const bool known = format == "svg" || format == "png" || format == "pdf";
  return known ? "" : "expected svg, png or pdf, got \"" + format + "\"";
}

}  // namespace

fs::path WriteReportFile(const fs::path& directory, const std::string& statistic) {
  return WritePage(directory, Read(directory, statistic));
}

void WriteFigures(const std::vector<Chart>& charts, const fs::path& directory,
                  const std::vector<std::string>& formats) {
  auto json = nlohmann::ordered_json::array();
  for (const Chart& chart : charts) json.push_back(ToJson(chart));
  std::vector<std::string> arguments = {directory.string()};
  arguments.insert(arguments.end(), formats.begin(), formats.end());
  RunPythonTool("results/show/figures.py", arguments, JsonText(json));
}

void AddReport(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<Request>();
  auto* command = program.add_subcommand(
      "report", "DIR/report.html: tables and charts on one page that opens offline");
  AddDirectory(*command, request->directory);
  command
      ->add_option("--figures", request->figures,
                   "DIR/figures/ too, each chart as a file: svg, png, pdf")
      ->delimiter(',')
      ->check(CLI::Validator(CheckFigureFormat, ""));
  AddStatistic(*command, request->statistic);
  command->callback([=, &exit_code] { exit_code = WriteReport(*request); });
}

}  // namespace gaitbench
