// gaitbench plan: what a study will train and about what it costs.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <thread>

#include "bench/commands/commands.h"
#include "bench/run/calibration.h"
#include "bench/run/provenance.h"
#include "bench/study/idle_switches.h"
#include "bench/study/plan.h"
#include "results/log/json_text.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr double kCalibrationSeconds = 2, kSecondsPerHour = 3600;

// The runs of one environment and variant, in the plan one after the other.
struct Group {
  size_t first = 0, count = 0;  // numbers of its runs
  RunSpec run;
  bool tuning = false;
  double env_steps = 0, core_hours = 0;  // of them all
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
      ++number;
    }
  }
  return groups;
}

// "6.4 min", "12 h"
std::string Hours(double hours) {
  char text[32];
  if (hours < 1) {
    std::snprintf(text, sizeof text, "%.2g min", 60 * hours);
  } else {
    std::snprintf(text, sizeof text, hours < 100 ? "%.1f h" : "%.0f h", hours);
  }
  return text;
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
          {"env_steps_per_core_second", rate},
          {"core_hours", group.core_hours}};
}

}  // namespace

int PrintPlan(const Study& study, const std::string& where, bool json) {
  const Plan plan = MakePlan(study, where);
  WarnOfIdleSwitches(study, plan, where);
  std::vector<Group> groups = Groups(plan);
  std::vector<RunSpec> one_each;
  for (const Group& group : groups) one_each.push_back(group.run);
  const std::vector<double> rates = CalibrateRates(one_each, kCalibrationSeconds);
  double env_steps = 0, core_hours = 0;
  for (size_t g = 0; g < groups.size(); ++g) {
    groups[g].core_hours = groups[g].env_steps / rates[g] / kSecondsPerHour;
    env_steps += groups[g].env_steps;
    core_hours += groups[g].core_hours;
  }
  const auto num_cores = std::max(1u, std::thread::hardware_concurrency());
  const auto cpu = CollectProvenance().at("cpu").get<std::string>();
  if (json) {
    ordered_json report = {
        {"study", study.study},
        {"num_runs", plan.num_runs()},
        {"num_tuning_runs", plan.tuning.size()},
        {"env_steps", env_steps},
        {"core_hours", core_hours},
        {"core_hours_source", "estimated from a calibration of two seconds on this machine"},
        {"cpu", cpu},
        {"num_cores", num_cores},
        {"groups", ordered_json::array()}};
    for (size_t g = 0; g < groups.size(); ++g)
      report["groups"].push_back(ToJson(groups[g], rates[g]));
    std::cout << JsonText(report);
    return kExitDone;
  }
  size_t width = 7;
  for (const Group& group : groups) width = std::max(width, group.run.variant.size());
  const int name_width = static_cast<int>(width);
  std::printf("%-13s %-13s %-*s %5s %6s %10s %14s %12s %10s\n", "numbers", "environment",
              name_width, "variant", "runs", "seeds", "iterations", "env steps", "env steps/s",
              "core-hours");
  for (size_t g = 0; g < groups.size(); ++g) {
    const Group& group = groups[g];
    const std::string numbers =
        std::to_string(group.first) + "-" + std::to_string(group.first + group.count - 1);
    const std::string seeds =
        std::to_string(group.run.seed) + "-" +
        std::to_string(group.run.seed + static_cast<int64_t>(group.count) - 1);
    std::printf("%-13s %-13s %-*s %5zu %6s %10s %14s %12s %10.2f%s\n", numbers.c_str(),
                group.run.environment.c_str(), name_width, group.run.variant.c_str(), group.count,
                seeds.c_str(), CountText(static_cast<double>(group.run.num_iterations)).c_str(),
                CountText(group.env_steps).c_str(), CountText(std::round(rates[g])).c_str(),
                group.core_hours, group.tuning ? "  tuning" : "");
  }
  std::printf(
      "%s: %s runs, %s env steps, about %.3g core-hours here (%s; two seconds of "
      "calibration): %s on %u cores\n",
      study.study.c_str(), CountText(static_cast<double>(plan.num_runs())).c_str(),
      CountText(env_steps).c_str(), core_hours, cpu.c_str(), Hours(core_hours / num_cores).c_str(),
      num_cores);
  return kExitDone;
}

}  // namespace gaitbench
