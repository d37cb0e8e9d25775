// gaitbench table: the tables of a directory of run logs.
#include "results/tables/tables.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/ranges.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/score_scales.h"
#include "bench/commands/study_directory.h"
#include "bench/run/terminal.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

enum class Format { kMarkdown, kJson, kCsv, kLatex };

struct Request {
  std::filesystem::path directory;
  Format format = Format::kMarkdown;
  bool published = false;  // others' numbers beside ours
  std::string statistic;   // empty: the study's
};

std::string Text(const Tables& tables, Format format) {
  switch (format) {
    case Format::kMarkdown:
      return ProseFor(STDOUT_FILENO, ToMarkdown(tables.tables));
    case Format::kJson:
      return JsonText(ToJson(tables));
    case Format::kCsv:
      return ToCsv(tables);
    case Format::kLatex:
      return ToLatex(tables.tables);
  }
  throw std::logic_error("unknown format");
}

void NoteIfNothingPublished(const Tables& tables) {
  const bool has_others = std::ranges::any_of(
      tables.tables, [](const Table& table) { return table.id == "published"; });
  if (has_others || !tables.paper.empty() || !tables.paper_effects.empty()) return;
  std::cerr << fmt::format("note: no published number is of {} and of {}\n",
                           fmt::join(tables.comparison.environments, ", "),
                           fmt::join(tables.comparison.variants, ", "));
}

int PrintTable(const Request& request) {
  StudySummary summary = ReadSummary(request.directory, request.statistic);
  summary.compare.published |= request.published;
  const std::vector<RunLog> logs = ReadSomeLogs(request.directory, kEpisodesAlone);
  MarkShown(request.directory, logs, summary.design);
  const Tables tables = MakeTables(logs, summary.compare, ScoreScales(), summary.design);
  NoteUnfinishedVariants(request.directory);
  if (request.published) NoteIfNothingPublished(tables);
  std::cout << Text(tables, request.format);
  return kExitDone;
}

}  // namespace

void AddTable(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<Request>();
  const std::map<std::string, Format> formats = {{"md", Format::kMarkdown},
                                                 {"json", Format::kJson},
                                                 {"csv", Format::kCsv},
                                                 {"tex", Format::kLatex}};
  auto* command = program.add_subcommand("table", "tables of a directory of run logs");
  command->footer("gaitbench table runs/question --format csv");
  AddDirectory(*command, request->directory);
  command->add_option("--format", request->format, "how they are written")
      ->transform(OneOf(formats))
      ->type_name("md|json|csv|tex");
  command->add_flag("--published", request->published, "published numbers beside ours");
  AddStatistic(*command, request->statistic);
  command->callback([=, &exit_code] { exit_code = PrintTable(*request); });
}

}  // namespace gaitbench
