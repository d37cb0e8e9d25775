// gaitbench plan: what a study will train and about what it costs.
#include <unistd.h>

#include <array>
#include <cmath>
#include <iostream>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/plan_power.h"
#include "bench/run/calibration.h"
#include "bench/run/cores.h"
#include "bench/run/provenance.h"
#include "bench/run/terminal.h"
#include "bench/study/plan.h"
#include "bench/study/warnings.h"
#include "results/log/json_text.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr double kCalibrationSeconds = 2, kSecondsPerHour = 3600;

// The runs of one environment and variant, in the plan one after the other.
struct Group {
  size_t first = 0, count = 0;  // numbers of its runs
  RunSpec run;
  bool tuning = false;
  double env_steps = 0, evaluation_steps = 0, core_hours = 0;  // of them all
};

std::vector<Group> Groups(const Plan& plan) {
  std::vector<Group> groups;
  size_t number = 0;
  for (bool tuning : {true, false}) {
    for (const RunSpec& run : tuning ? plan.tuning : plan.reporting) {
      const bool same = !groups.empty() && groups.back().tuning == tuning &&
                        groups.back().run.environment == run.environment &&
                        groups.back().run.variant == run.variant;
      if (!same) groups.push_back({.first = number, .run = run, .tuning = tuning});
      ++groups.back().count;
      groups.back().env_steps += static_cast<double>(EnvSteps(run));
      groups.back().evaluation_steps += EvaluationSteps(run) * static_cast<double>(EnvSteps(run));
      ++number;
    }
  }
  return groups;
}

// "25 s", "6.4 min", "12 h"
std::string HoursText(double hours) {
  if (hours < 1.0 / 60) return fmt::format("{:.2g} s", kSecondsPerHour * hours);
  if (hours < 1) return fmt::format("{:.2g} min", 60 * hours);
  return hours < 100 ? fmt::format("{:.1f} h", hours) : fmt::format("{:.0f} h", hours);
}

ordered_json ToJson(const Group& group, double rate) {
  return {{"environment", group.run.environment},
          {"variant", group.run.variant},
          {"tuning", group.tuning},
          {"first_index", group.first},
          {"num_runs", group.count},
          {"first_seed", group.run.seed},
          {"iterations", group.run.num_iterations},
          {"env_steps", group.env_steps},
          {"evaluation_env_steps", group.evaluation_steps},
          {"env_steps_per_core_second", rate},
          {"core_hours", group.core_hours}};
}

// What all runs of the plan take on this machine.
struct Cost {
  std::vector<double> rates;  // of each group, env steps per second of one core
  double env_steps = 0, evaluation_steps = 0, core_hours = 0;
  std::string cpu = CollectProvenance().at("cpu").get<std::string>();
  int64_t num_cores = UsableCores();
};

Cost EstimateCost(std::vector<Group>& groups) {
  std::vector<RunSpec> one_each;
  for (const Group& group : groups) one_each.push_back(group.run);
  Cost cost = {.rates = CalibrateRates(one_each, kCalibrationSeconds)};
  for (size_t g = 0; g < groups.size(); ++g) {
    groups[g].core_hours = groups[g].env_steps / cost.rates[g] / kSecondsPerHour;
    cost.env_steps += groups[g].env_steps;
    cost.evaluation_steps += groups[g].evaluation_steps;
    cost.core_hours += groups[g].core_hours;
  }
  return cost;
}

ordered_json ToJson(const Study& study, const Plan& plan, const std::vector<Group>& groups,
                    const Cost& cost) {
  ordered_json json = {
      {"study", study.study},
      {"num_runs", plan.num_runs()},
      {"num_tuning_runs", plan.tuning.size()},
      {"env_steps", cost.env_steps},
      {"evaluation_env_steps", cost.evaluation_steps},
      {"core_hours", cost.core_hours},
      {"core_hours_source", "estimated from a calibration of two seconds on this machine"},
      {"cpu", cost.cpu},
      {"num_cores", cost.num_cores},
      {"groups", ordered_json::array()}};
  for (size_t g = 0; g < groups.size(); ++g)
    json["groups"].push_back(ToJson(groups[g], cost.rates[g]));
  return json;
}

// "0-9"
template <class Number>
std::string RangeText(Number first, size_t count) {
  return fmt::format("{}-{}", first, first + static_cast<Number>(count) - 1);
}

// A line for each group, columns as wide as what is in them. What does not fit a terminal is left
// out: first what follows from the rest, then the middle of variants' names.
void PrintGroups(const std::vector<Group>& groups, const std::vector<double>& rates) {
  constexpr size_t kNumColumns = 10, kNumLeft = 3;  // names are on the left
  std::vector<std::array<std::string, kNumColumns>> rows = {
      {"numbers", "environment", "variant", "runs", "seeds", "iterations", "env steps",
       "env steps/s", "core time", ""}};
  for (size_t g = 0; g < groups.size(); ++g) {
    const Group& group = groups[g];
    rows.push_back({RangeText(group.first, group.count), group.run.environment, group.run.variant,
                    std::to_string(group.count), RangeText(group.run.seed, group.count),
                    CountText(static_cast<double>(group.run.num_iterations)),
                    CountText(group.env_steps), CountText(std::round(rates[g])),
                    HoursText(group.core_hours), group.tuning ? "tuning" : ""});
  }
  std::array<size_t, kNumColumns> widths{};
  for (const auto& row : rows) {
    for (size_t c = 0; c < kNumColumns; ++c) widths[c] = std::max(widths[c], Width(row[c]));
  }
  if (isatty(STDOUT_FILENO)) {
    constexpr size_t kVariant = 2, kLeastName = 8;
    const size_t most = WidthOf(STDOUT_FILENO);
    const auto total = [&] {
      return std::accumulate(widths.begin(), widths.end(), 2 * (kNumColumns - 1));
    };
    for (const size_t column : {5, 4, 0, 7, 6, 3}) {
      if (total() > most) widths[column] = 0;
    }
    if (total() > most)
      widths[kVariant] -=
          std::min(total() - most, widths[kVariant] - std::min(widths[kVariant], kLeastName));
  }
  for (const auto& row : rows) {
    std::string line;
    for (size_t c = 0; c < kNumColumns; ++c) {
      const std::string text = Shortened(row[c], widths[c]);
      if (widths[c] == 0) continue;
      line += c < kNumLeft ? fmt::format("{:<{}}  ", text, widths[c])
                           : fmt::format("{:>{}}  ", text, widths[c]);
    }
    std::cout << line.substr(0, line.find_last_not_of(' ') + 1) << "\n";
  }
}

int PrintPlan(const fs::path& file, bool json) {
  const Study study = ReadStudy(file);
  const std::string where = file.filename().string();
  const Plan plan = MakePlan(study, where);
  WarnOfStudy(study, plan, where);
  std::vector<Group> groups = Groups(plan);
  const Cost cost = EstimateCost(groups);
  if (json) {
    ordered_json document = ToJson(study, plan, groups, cost);
    AddPower(study, plan, where, document);
    std::cout << JsonText(document);
    return kExitDone;
  }
  PrintGroups(groups, cost.rates);
  std::cout << ProseFor(
      STDOUT_FILENO,
      fmt::format("{}: {}, {} env steps{}, about {} of one core here ({}; two seconds of "
                  "calibration): {} on {} cores\n",
                  study.study, Counted(static_cast<int64_t>(plan.num_runs()), "run"),
                  CountText(cost.env_steps),
                  cost.evaluation_steps > 0 ? fmt::format(" and about {} of evaluations",
                                                          CountText(cost.evaluation_steps))
                                            : "",
                  HoursText(cost.core_hours), cost.cpu, HoursText(cost.core_hours / cost.num_cores),
                  cost.num_cores) +
          PowerText(study, plan, where));
  return kExitDone;
}

}  // namespace

void AddPlan(CLI::App& program, int& exit_code) {
  const auto study = std::make_shared<fs::path>();
  const auto json = std::make_shared<bool>();
  auto* command = program.add_subcommand(
      "plan", "a study's runs, about what they cost here and what they will find");
  command->footer("gaitbench plan question.json");
  AddStudy(*command, *study);
  AddJson(*command, *json);
  command->callback([=, &exit_code] { exit_code = PrintPlan(*study, *json); });
}

}  // namespace gaitbench
