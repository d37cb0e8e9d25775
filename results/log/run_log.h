// What one run leaves behind: who it was, how it was run, and columns with one value per iteration.
// DIR/runs/<env>/<variant>/seed_<k>/run.json is this struct.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/log/columns.h"
#include "results/log/json_fields.h"

namespace gaitbench {

// Where one iteration's wall time went. Differs from run to run; never part of a result.
struct IterationTiming {
  double physics = 0, inference = 0, update = 0, total = 0;  // s

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("physics", self.physics,
          FieldInfo{"inside BatchedEnv: physics, reward, observation, resets", "s"});
    visit("inference", self.inference,
          FieldInfo{"policy forward, sampling and filters in the rollout", "s"});
    visit("update", self.update, FieldInfo{"advantages, value function and policy updates", "s"});
    visit("total", self.total, FieldInfo{"the whole iteration", "s"});
  }
};

// A run whose numbers stopped being finite ended itself there.
struct Divergence {
  int64_t iteration = 0;
  std::string reason;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("iteration", self.iteration);
    visit("reason", self.reason);
  }
};

struct RunLog {
  std::string environment;  // "Hopper-v4"
  std::string variant;      // "ppo"
  int64_t seed = 0;
  int64_t num_iterations = 0;                                                     // planned
  nlohmann::ordered_json environment_options = nlohmann::ordered_json::object();  // changed ones
  nlohmann::ordered_json config;      // resolved, every field
  nlohmann::ordered_json provenance;  // bench/run/provenance.h
  LogColumns columns;  // results: the same (environment, config, seed) gives the same bits
  std::vector<IterationTiming> timing;  // one per iteration
  std::optional<Divergence> diverged;
  // undiscounted returns of a separate evaluation's episodes, from evaluation.json beside the log;
  // empty: there is none
  std::vector<double> evaluation_returns;

  size_t num_recorded() const { return columns.length(); }  // iterations
};

inline constexpr std::string_view kRunLogSchema = "gaitbench.run_log";
inline constexpr int64_t kRunLogVersion = 1;
inline constexpr std::string_view kEvaluationFile = "evaluation.json";  // beside run.json

// The final return of a run, as in the paper's tables: over this many last iterations (spec:
// MadryLab's `5_rewards`).
inline constexpr int64_t kFinalIterations = 5;

// Mean over the last `count` iterations of their mean returns; iterations that completed no episode
// are left out. NaN where none did.
double FinalMeanReturn(const RunLog& log, int64_t count = kFinalIterations);

// DIR/runs/<environment>/<variant>/seed_<k>
std::filesystem::path RunDirectory(const std::filesystem::path& directory,
                                   const std::string& environment, const std::string& variant,
                                   int64_t seed);

nlohmann::ordered_json ToJson(const RunLog& log);

// `where` begins the message of each ConfigError.
RunLog RunLogFromJson(const nlohmann::ordered_json& json, const std::string& where);

RunLog ReadRunLog(const std::filesystem::path& path);
void WriteRunLog(const RunLog& log, const std::filesystem::path& path);

// Every run under DIR/runs, by environment, variant and seed. A run that was begun and has no
// run.json yet is there without iterations. Two logs of the same run are a ConfigError: one seed
// must not count twice.
std::vector<RunLog> ReadRunLogs(const std::filesystem::path& directory);

}  // namespace gaitbench
