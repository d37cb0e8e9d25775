// What one run leaves behind: who it was, how it was run, and one record per iteration.
// DIR/runs/<env>/<variant>/ seed_<k>/run.json is this struct, with the records as columns.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

// One iteration's results. NaN stands for "not measured" and is null in JSON. The same
// (environment, config, seed) gives the same bits in each of these.
struct IterationRecord {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  double env_steps = kNone;
  double mean_return = kNone;
  double num_episodes = kNone;
  double mean_episode_length = kNone;
  double mean_kl = kNone;
  double max_ratio = kNone;
  double clip_fraction = kNone;
  double entropy = kNone;
  double mean_std = kNone;
  double explained_variance = kNone;
  double value_loss = kNone;
  double surrogate_gain = kNone;
  double policy_gradient_norm = kNone;
  double value_gradient_norm = kNone;
  double policy_learning_rate = kNone;
  double value_learning_rate = kNone;
  double cg_residual = kNone;
  double line_search_backtracks = kNone;
  double heldout_mean_kl = kNone;
  double heldout_max_ratio = kNone;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("env_steps", self.env_steps, FieldInfo{"env steps taken so far", "env steps"});
    visit("mean_return", self.mean_return,
          FieldInfo{"mean undiscounted return of the episodes completed in this iteration",
                    "return"});
    visit("num_episodes", self.num_episodes,
          FieldInfo{"episodes completed in this iteration", "episodes"});
    visit("mean_episode_length", self.mean_episode_length,
          FieldInfo{"of those episodes", "env steps"});
    visit("mean_kl", self.mean_kl,
          FieldInfo{"mean KL(old||new) over the training observations", "nats"});
    visit("max_ratio", self.max_ratio,
          FieldInfo{"largest new/old probability ratio on the training pairs"});
    visit("clip_fraction", self.clip_fraction,
          FieldInfo{"share of training pairs whose ratio left the clip range"});
    visit("entropy", self.entropy, FieldInfo{"of the policy after the update", "nats"});
    visit("mean_std", self.mean_std,
          FieldInfo{"mean standard deviation of the policy over action dimensions"});
    visit("explained_variance", self.explained_variance,
          FieldInfo{"1 - var(target - V) / var(target), V before the update"});
    visit("value_loss", self.value_loss,
          FieldInfo{"mean squared error of V to its target after the update"});
    visit("surrogate_gain", self.surrogate_gain,
          FieldInfo{"surrogate of the new policy minus that of the old"});
    visit("policy_gradient_norm", self.policy_gradient_norm,
          FieldInfo{"mean over optimizer steps, before clipping; TRPO: of the one gradient"});
    visit("value_gradient_norm", self.value_gradient_norm,
          FieldInfo{"mean over optimizer steps, before clipping"});
    visit("policy_learning_rate", self.policy_learning_rate, FieldInfo{"in this iteration"});
    visit("value_learning_rate", self.value_learning_rate, FieldInfo{"in this iteration"});
    visit("cg_residual", self.cg_residual,
          FieldInfo{"TRPO: |Fx - g| / |g| after the last step of conjugate gradients"});
    visit("line_search_backtracks", self.line_search_backtracks,
          FieldInfo{"TRPO: halvings before acceptance; the allowed number when none was accepted",
                    "steps"});
    visit("heldout_mean_kl", self.heldout_mean_kl,
          FieldInfo{"mean KL(old||new) over held-out observations of the old policy", "nats"});
    visit("heldout_max_ratio", self.heldout_max_ratio,
          FieldInfo{"largest new/old probability ratio on held-out pairs"});
  }
};

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
  std::vector<IterationRecord> iterations;
  std::vector<IterationTiming> timing;  // one per iteration
  std::optional<Divergence> diverged;
  // undiscounted returns of a separate evaluation's episodes, from evaluation.json beside the log;
  // empty: there is none
  std::vector<double> evaluation_returns;
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
