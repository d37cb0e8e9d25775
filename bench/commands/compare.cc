// gaitbench compare: the difference of two variants, its interval and tests.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/study_directory.h"
#include "bench/run/terminal.h"
#include "results/compare/comparison.h"
#include "results/compare/difference.h"
#include "results/compare/names.h"
#include "results/decide/decided_claims.h"
#include "results/log/json_text.h"
#include "results/tables/difference_text.h"

namespace gaitbench {
namespace {

struct CompareRequest {
  std::filesystem::path directory;
  std::string a, b;  // variants, by id or as tables show them
  bool json = false;
  std::string statistic;  // empty: the study's
};

// The id of the variant that the user means.
std::string VariantOf(const std::string& typed, const std::vector<std::string>& variants) {
  if (std::ranges::count(variants, typed)) return typed;
  const auto shown = std::ranges::find(variants, typed, DisplayName);
  return shown == variants.end() ? typed : *shown;
}

int PrintComparison(const CompareRequest& request) {
  StudySummary summary = ReadSummary(request.directory, request.statistic);
  const ComparisonOptions& options = summary.compare;
  const std::vector<RunLog> logs = ReadSomeLogs(request.directory, kEpisodesAlone);
  const Comparison comparison = CompareRuns(logs, options);
  const std::string a = VariantOf(request.a, comparison.variants);
  const std::string b = VariantOf(request.b, comparison.variants);
  if (a == b) throw ConfigError("--a and --b", "expected two variants, got " + a + " twice");
  std::vector<Difference> differences = Differences(comparison, a, b);
  if (summary.design.sequential)
    ClaimOnlyDecided(Decide(logs, *summary.design.sequential), differences);
  MarkShown(request.directory, logs, summary.design);
  for (const std::string& note : summary.design.notes) std::cerr << "note: " << note << "\n";
  std::cout << (request.json ? JsonText(ToJson(differences, options))
                             : ProseFor(STDOUT_FILENO, ToText(differences, options)));
  return kExitDone;
}

}  // namespace

void AddCompare(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<CompareRequest>();
  auto* command =
      program.add_subcommand("compare", "two variants: the difference, its interval and tests");
  command->footer("gaitbench compare runs/question --a ppo --b no_clipping");
  AddDirectory(*command, request->directory);
  command->add_option("--a", request->a, "a variant, by its id or as tables show it")
      ->required()
      ->type_name("NAME");
  command->add_option("--b", request->b, "another")->required()->type_name("NAME");
  AddStatistic(*command, request->statistic);
  AddJson(*command, request->json);
  command->callback([=, &exit_code] { exit_code = PrintComparison(*request); });
}

}  // namespace gaitbench
