// Made-up runs that fill every part of a report, with names that would break a careless page.
#pragma once

#include <cmath>

#include "results/show/report.h"
#include "results/watch/motion_json.h"
#include "tests/results/run_logs.h"
#include "tests/results/watch/motions.h"

namespace gaitbench {

inline constexpr const char* kHostileName =
    "</script><script>document.title='owned'</script>\"'&{{data}} \xC3\xA9\xE4\xB8\x96";

// A 2^2 grid of two learners on two environments, one variant with a hostile name, one diverged
// run.
inline std::vector<RunLog> ReportLogs() {
  std::vector<RunLog> logs;
  const std::vector<std::string> variants = {"ppo", "ppo_m", "trpo", kHostileName};
  for (const std::string environment : {"Hopper-v4", "Walker2d-v4"}) {
    for (size_t v = 0; v < variants.size(); ++v) {
      for (int64_t seed = 0; seed < 4; ++seed) {
        std::vector<double> returns;
        for (int i = 0; i < 30; ++i)
          returns.push_back(300 * (1 + static_cast<double>(v)) * (1 - std::exp(-i / 10.0)) +
                            40 * std::sin(static_cast<double>(seed) * 2 + i / 3.0));
        RunLog log = MakeRun(environment, variants[v], seed, returns);
        log.config = {{"learner", v > 1 ? "off_policy" : "on_policy"},
                      {"value_clipping", v % 2 == 1},
                      {"annealing", v > 1},
                      {"note", kHostileName}};
        for (size_t i = 0; i < log.num_recorded(); ++i) {
          log.columns.Values("mean_kl")[i] = 0.01 + 0.001 * static_cast<double>(v + i);
          log.columns.Values("max_ratio")[i] = 1.5 + 0.1 * static_cast<double>(i % 7);
        }
        logs.push_back(std::move(log));
      }
    }
  }
  logs[1].diverged = Divergence{20, kHostileName};
  return logs;
}

// of both environments of ReportLogs
inline const std::vector<ScoreScale> kReportScales = {{"Hopper", 0, 1000, "made up"},
                                                      {"Walker2d", 0, 2000, "made up"}};

inline std::string ExampleReport() {
  const std::vector<RunLog> logs = ReportLogs();
  const Tables tables = MakeTables(logs, {.resamples = 500, .published = true}, kReportScales);
  return ReportHtml(logs, tables,
                    {.title = kHostileName,
                     .question = kHostileName,
                     .command = kHostileName,
                     .motions = {SmallMotion(ExampleMotion(50, 1, kHostileName))},
                     .motions_left_out = kHostileName});
}

}  // namespace gaitbench
