#include "bench/commands/until_decided.h"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/commands/study_directory.h"
#include "results/decide/decision.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// "Hopper-v5, look 2 of 4, 6 seeds: PPO - TRPO = 12 [-3, 27], p = 0.034, bound 0.014"
std::string LookText(const Decision& decision, size_t number) {
  const Look& look = decision.looks[number];
  const auto interval = look.interval();
  const std::optional<double>& value = look.finding->value;
  return fmt::format("{}, look {} of {}, {} seeds: {} = {}, p = {}, bound {:.2g}",
                     decision.environment, number + 1, decision.looks.size(), look.num_seeds,
                     look.finding->name,
                     value ? EstimateText(*value, interval, Decimals(*value, interval)) : "-",
                     look.finding->p ? fmt::format("{:.2g}", *look.finding->p) : "-", look.bound.p);
}

// Says what was not said before; `said` counts the looks of each environment.
void SayLooks(const std::vector<Decision>& decisions, std::vector<size_t>& said) {
  said.resize(decisions.size());
  for (size_t i = 0; i < decisions.size(); ++i) {
    const Decision& decision = decisions[i];
    if (said[i] == decision.num_looked()) continue;
    for (; said[i] < decision.num_looked(); ++said[i])
      std::cerr << LookText(decision, said[i]) << "\n";
    std::cerr << fmt::format("{}: {}\n", decision.environment, DecisionText(decision));
  }
}

// The plan with the reporting runs that looks ask for: up to the next one where an environment is
// open, else up to the last one. A look is made from the question's variants, but all have its
// seeds.
Plan UpToNextLook(const Plan& plan, const SequentialDesign& design,
                  const std::vector<Decision>& decisions) {
  Plan next = plan;
  std::erase_if(next.reporting, [&](const RunSpec& run) {
    for (size_t i = 0; i < decisions.size(); ++i) {
      if (decisions[i].environment != run.environment) continue;
      return run.seed >= design.environments[i].first_seed + SeedsAskedFor(decisions[i]);
    }
    return true;
  });
  return next;
}

}  // namespace

int TrainUntilDecided(const Study& study, const Plan& plan, const SequentialDesign& design,
                      const TrainingOptions& options) {
  std::vector<size_t> said;
  for (;;) {
    const std::vector<RunLog> logs = fs::exists(options.directory / "runs")
                                         ? ReadCompleteLogs(options.directory, kEpisodesAlone)
                                         : std::vector<RunLog>();
    const std::vector<Decision> decisions = Decide(logs, design);
    SayLooks(decisions, said);
    const bool open = std::ranges::count(decisions, DecisionState::kOpen, &Decision::state) > 0;
    Plan next = UpToNextLook(plan, design, decisions);
    if (open && !options.quiet)
      std::cerr << fmt::format("up to the next look: {}\n",
                               Counted(static_cast<int64_t>(next.num_runs()), "run"));
    const int code = TrainRange(study, next, {.first = 0, .count = next.num_runs()}, options);
    if (code != kExitDone || !open) return code;
  }
}

}  // namespace gaitbench
