// What one run leaves behind: who it was, how it was run, and columns with one value per iteration.
// DIR/runs/<env>/<variant>/seed_<k>/run.json is this struct.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "results/log/columns.h"
#include "results/log/content_hash.h"
#include "results/log/json_fields.h"
#include "results/log/run_folders.h"

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

inline constexpr std::string_view kRunLogSchema = "gaitbench.run_log";
inline constexpr int64_t kRunLogVersion = 1;
inline constexpr std::string_view kRunLogFile = "run.json";
inline constexpr std::string_view kEvaluationFile = "evaluation.json";  // beside it

// The final return of a run, as in the paper's tables: over this many last iterations (spec:
// MadryLab's `5_rewards`).
inline constexpr int64_t kFinalIterations = 5;

struct FinalReturn {
  double mean_return = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("mean_return", self.mean_return,
          FieldInfo{"of the last iterations or evaluations", "return"});
    visit("over_last_iterations", kFinalIterations);
  }
};

// Of a whole run; not measured before its first iteration.
struct RunSpeed {
  double env_steps_per_second = kNotMeasured, physics_share = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("env_steps_per_second", self.env_steps_per_second);
    visit("physics_share", self.physics_share, FieldInfo{"of the wall time"});
  }
};

struct RunLog;
IterationTiming TotalTiming(const RunLog& log);  // of all its iterations
FinalReturn FinalReturnOf(const RunLog& log);
RunSpeed SpeedOf(const RunLog& log);
NamedValues<std::string> UnitsOf(const RunLog& log);  // of its columns and timing
NamedValues<std::vector<double>> TimingColumns(const RunLog& log);

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
  bool unhashed = false;  // read from a file without a content hash
  // settings of the config that act on nothing in this run, PPO's clip range in one of TRPO, where
  // who read it knows its learner; of whatever they are, the run is the same
  std::set<std::string> idle;

  size_t num_recorded() const { return columns.length(); }  // iterations

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("schema", kRunLogSchema);
    visit("version", FixedNumber<kRunLogVersion>(), FieldInfo{"1: as in release 0.1.0"});
    visit("environment", self.environment);
    visit("variant", self.variant);
    visit("seed", self.seed);
    visit("num_iterations", self.num_iterations, FieldInfo{"planned"});
    visit("diverged", self.diverged);
    visit("final", FinalReturnOf(self));
    visit("speed", SpeedOf(self), FieldInfo{"from timing; differs from run to run"});
    visit("environment_options", self.environment_options,
          FieldInfo{"those that differ from the task's defaults"});
    visit("config", self.config, FieldInfo{"resolved: every setting of the run"});
    visit("units", UnitsOf(self));
    visit("columns", self.columns.Named(),
          FieldInfo{"one value per iteration; the same bits for the same environment, config and "
                    "seed"});
    visit("timing", TimingColumns(self),
          FieldInfo{"wall time of each iteration; differs from run to run", "s"});
    visit("provenance", self.provenance, FieldInfo{"commit, compiler, flags, CPU, versions"});
    visit(kContentHash, IfPresent<std::string>(nullptr),  // by WriteRunLog
          FieldInfo{"XXH3 of 128 bits of everything above but white space; not in logs of 0.2.0 "
                    "and older"});
  }
};

// What decides the run's numbers beside its environment and seed: the config without what is idle.
nlohmann::ordered_json ActingConfig(const RunLog& log);

// Whether all planned iterations are there, and whether none will follow.
inline bool IsFinished(const RunLog& log) {
  return !log.diverged && log.num_iterations > 0 &&
         std::cmp_greater_equal(log.num_recorded(), log.num_iterations);
}
inline bool HasEnded(const RunLog& log) { return log.diverged || IsFinished(log); }

// Whether the run's learner evaluated its policy in training (EvaluationRecord).
inline bool HasEvaluations(const RunLog& log) { return log.columns.Has(kEvaluationReturn); }

// The column of the mean returns that a run is judged by: of its evaluations in training, where its
// learner makes them, else of its iterations.
inline std::string_view JudgedColumn(const RunLog& log) {
  return HasEvaluations(log) ? kEvaluationReturn : kMeanReturn;
}

// The iterations that count in it: those with an evaluation, or all.
std::vector<size_t> JudgedIterations(const RunLog& log);

// The returns of those iterations, NaN where one of them completed no episode.
std::vector<double> JudgedReturns(const RunLog& log);

// Mean over the last `count` of them; those that are NaN are left out. NaN where all are.
double FinalMeanReturn(const RunLog& log, int64_t count = kFinalIterations);

nlohmann::ordered_json ToJson(const RunLog& log);

// `where` begins the message of each ConfigError.
RunLog RunLogFromJson(const nlohmann::ordered_json& json, const std::string& where);

// What a reader asks for of a log. The rest is checked all the same, and left out.
struct LogSelection {
  // beside those of episodes and evaluations, which a run is judged by; none: all
  std::optional<std::vector<std::string_view>> columns{};
  bool timing = true;
};

// What tables are made of.
inline const LogSelection kEpisodesAlone = {.columns = {{}}, .timing = false};

// The log in a run's folder. One that is not as it was written (content_hash.h), or of another run
// than the folder's, is a ConfigError: one seed must not count twice.
RunLog ReadRunLog(const FoundRun& run, const LogSelection& selection = {});

// With its content hash.
void WriteRunLog(const RunLog& log, const std::filesystem::path& path);

// Every run under DIR/runs, by environment, variant and seed. A run that was begun and has no
// run.json yet is there without iterations.
std::vector<RunLog> ReadRunLogs(const std::filesystem::path& directory,
                                const LogSelection& selection = {});

}  // namespace gaitbench
