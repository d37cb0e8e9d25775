// gaitbench report: tables and charts on one page.
#include "bench/commands/report.h"

#include <iostream>
#include <memory>

#include <fmt/ranges.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/python_tool.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/median_policies.h"
#include "bench/commands/score_scales.h"
#include "bench/commands/study_directory.h"
#include "bench/run/recording.h"
#include "bench/run/run_folder.h"
#include "bench/run/tuning.h"
#include "results/compare/names.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/show/report.h"
#include "results/tables/tables.h"
#include "results/watch/motion_json.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFiguresScript = "results/show/figures.py";

struct ReportRequest {
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
  summary.design.others = true;
  std::vector<RunLog> logs = ReadSomeLogs(directory, ChartedColumns());
  MarkShown(directory, logs, summary.design);
  Tables tables = MakeTables(logs, summary.compare, ScoreScales(), summary.design);
  NoteUnfinishedVariants(directory);
  return {std::move(summary), std::move(logs), std::move(tables)};
}

// The cells' policies in motion, as many as are there and a page has room for.
struct Motions {
  std::vector<nlohmann::ordered_json> shown;
  int64_t without_policy = 0, unreadable = 0, without_room = 0;

  std::string LeftOut() const {
    std::vector<std::string> reasons;
    const auto add = [&](int64_t count, const char* reason) {
      if (count > 0) reasons.push_back(fmt::format("{} {}", count, reason));
    };
    add(without_policy, "whose policy is not there (`gaitbench policies DIR` trains it again)");
    add(unreadable, "whose policy cannot be read");
    add(without_room, "for which the page has no room");
    return reasons.empty() ? "" : fmt::format("Not shown in motion: {}.", fmt::join(reasons, ", "));
  }
};

// Of each cell that of the median seed.
Motions RecordMotions(const fs::path& directory, const Contents& contents) {
  constexpr size_t kMost = 24, kMostBytes = 2'500'000;
  Motions motions;
  size_t size = 0;
  for (const MedianRun& median : MedianRuns(contents.tables.comparison, contents.logs)) {
    const RunLog& log = *median.log;
    const RunFolder folder(RunDirectory(directory, log.environment, log.variant, log.seed));
    if (!fs::exists(folder.policy())) {
      ++motions.without_policy;
    } else if (motions.shown.size() == kMost || size > kMostBytes) {
      ++motions.without_room;
    } else {
      try {
        motions.shown.push_back(SmallMotion(RecordMotion(folder.path(), 1, 0)));
        size += motions.shown.back().dump().size();
      } catch (const ConfigError& error) {
        std::cerr << fmt::format("note: not shown in motion: {}\n", error.what());
        ++motions.unreadable;
      }
    }
  }
  if (!motions.LeftOut().empty()) std::cerr << fmt::format("note: {}\n", motions.LeftOut());
  return motions;
}

fs::path WritePage(const fs::path& directory, const Contents& contents) {
  const std::string command =
      fs::exists(directory / kStudyFile)  // `train` leaves none
          ? fmt::format("./gaitbench sweep DIR/study.json --out ANOTHER_DIR{}",
                        contents.summary.design.sequential ? " --until-decided" : "")
          : "";
  const fs::path path = directory / "report.html";
  const Motions motions = RecordMotions(directory, contents);
  WriteFileAtomically(path, ReportHtml(contents.logs, contents.tables,
                                       {.title = contents.summary.title,
                                        .question = contents.summary.question,
                                        .command = command,
                                        .choices = SelectedSettings(directory),
                                        .motions = motions.shown,
                                        .motions_left_out = motions.LeftOut()}));
  return path;
}

int WriteReport(const ReportRequest& request) {
  if (!request.figures.empty()) CheckFigures();
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

std::vector<std::string> SelectedSettings(const fs::path& directory) {
  std::vector<std::string> sentences;
  for (const TuningEntry& entry : ReadTuning(directory)) {
    const bool measured =
        entry.mean_returns.value(entry.chosen, nlohmann::ordered_json()).is_number();
    sentences.push_back(
        fmt::format("{} on {}: of {} candidates {}.", DisplayName(entry.variant), entry.environment,
                    entry.mean_returns.size(),
                    measured ? "`select` chose " + entry.chosen
                             : "none had a mean; `select` took the first, " + entry.chosen));
  }
  return sentences;
}

fs::path WriteReportFile(const fs::path& directory, const std::string& statistic) {
  return WritePage(directory, Read(directory, statistic));
}

void CheckFigures() {
  try {
    RunPythonTool(kFiguresScript, {"--check"});
  } catch (const ConfigError& error) {
    throw ConfigError("figures", error.problem());
  }
}

void WriteFigures(const std::vector<Chart>& charts, const fs::path& directory,
                  const std::vector<std::string>& formats) {
  auto json = nlohmann::ordered_json::array();
  for (const Chart& chart : charts) json.push_back(ToJson(chart));
  std::vector<std::string> arguments = {directory.string()};
  arguments.insert(arguments.end(), formats.begin(), formats.end());
  RunPythonTool(kFiguresScript, arguments, JsonText(json));
}

void AddReport(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<ReportRequest>();
  auto* command = program.add_subcommand(
      "report", "DIR/report.html: tables and charts on one page that opens offline");
  command->footer("gaitbench report runs/question");
  AddDirectory(*command, request->directory);
  command
      ->add_option("--figures", request->figures,
                   "DIR/figures/ too, each chart as a file: svg, png, pdf")
      ->delimiter(',')
      ->check(CLI::Validator(CheckFigureFormat, ""))
      ->type_name("svg|png|pdf");
  AddStatistic(*command, request->statistic);
  command->callback([=, &exit_code] { exit_code = WriteReport(*request); });
}

}  // namespace gaitbench
