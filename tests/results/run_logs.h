// Small made-up run logs.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "results/log/run_log.h"

namespace gaitbench {

// What the made-up learner of these runs measures.
struct SmallRecord {
  EpisodeRecord episodes;
  double mean_kl = kNotMeasured, max_ratio = kNotMeasured, heldout_mean_kl = kNotMeasured;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    EpisodeRecord::Fields(self.episodes, visit);
    visit("mean_kl", self.mean_kl, FieldInfo{"mean KL(old||new)", "nats"});
    visit("max_ratio", self.max_ratio, FieldInfo{"largest new/old probability ratio"});
    visit("heldout_mean_kl", self.heldout_mean_kl, FieldInfo{"on held-out observations", "nats"});
  }
};

// A finished run with these mean returns, one per iteration of 2,048 env steps.
inline RunLog MakeRun(const std::string& environment, const std::string& variant, int64_t seed,
                      const std::vector<double>& mean_returns) {
  RunLog log;
  log.environment = environment;
  log.variant = variant;
  log.seed = seed;
  log.num_iterations = static_cast<int64_t>(mean_returns.size());
  log.config = {{"step_rule", "ppo"}, {"switches", {{"value_clipping", true}}}};
  log.provenance = {{"commit", "0123abc"}, {"cpu", {{"model", "a \"fast\" one"}}}, {"run", seed}};
  log.columns = LogColumns::Of<SmallRecord>();
  for (const double mean_return : mean_returns) {
    const double env_steps = 2048.0 * static_cast<double>(log.num_recorded() + 1);
    log.columns.Append(SmallRecord{
        .episodes = {.env_steps = env_steps, .mean_return = mean_return, .num_episodes = 10}});
    log.timing.push_back({.physics = 0.1, .inference = 0.02, .update = 0.03, .total = 0.15});
  }
  return log;
}

// The same with evaluations in training after some of its iterations, NaN after the others.
inline RunLog MakeEvaluatedRun(const std::string& environment, const std::string& variant,
                               int64_t seed, const std::vector<double>& mean_returns,
                               const std::vector<double>& evaluations) {
  RunLog log = MakeRun(environment, variant, seed, mean_returns);
  log.columns.Add({std::string(kEvaluationReturn), "return", evaluations}, "log");
  return log;
}

// Runs of seeds 0, 1, ... whose final return is exactly `returns`.
inline void AppendRuns(const std::string& environment, const std::string& variant,
                       const std::vector<double>& returns, std::vector<RunLog>& logs) {
  for (size_t seed = 0; seed < returns.size(); ++seed) {
    const std::vector<double> constant(6, returns[seed]);
    logs.push_back(MakeRun(environment, variant, static_cast<int64_t>(seed), constant));
  }
}

// A grid of annealing a and initialization b:
// y = 100 + 20 a - 10 b + 8 ab (a, b = 1 for on) + 1000 seed: the seed's own level must cancel.
inline std::vector<RunLog> GridRuns(int64_t num_seeds, double noise = 0) {
  std::vector<RunLog> logs;
  for (int64_t seed = 0; seed < num_seeds; ++seed) {
    for (const int a : {0, 1}) {
      for (const int b : {0, 1}) {
        const double wobble = noise * static_cast<double>((seed * 7 + a * 3 + b * 5) % 4);
        const double value =
            100 + 20 * a - 10 * b + 8 * a * b + 1000 * static_cast<double>(seed) + wobble;
        RunLog log = MakeRun("Hopper-v4", "v" + std::to_string(2 * a + b), seed, {value});
        log.config = {{"switches", {{"annealing", a == 1}}},
                      {"initialization", b == 1 ? "orthogonal" : "xavier"},
                      {"learning_rate", 1e-4 * (a + 1)}};
        logs.push_back(log);
      }
    }
  }
  return logs;
}

// Each combination of the choices that lead from DDPG to TD3, as a study's grid names them; two
// critics give 100 more.
inline std::vector<RunLog> Td3Choices(const std::string& environment) {
  std::vector<RunLog> logs;
  for (const int critics : {1, 2}) {
    for (const int delay : {1, 2}) {
      for (const bool smoothing : {false, true}) {
        const auto name = fmt::format("num_critics={}+policy_delay={}+target_smoothing={}", critics,
                                      delay, smoothing ? "on" : "off");
        logs.push_back(MakeRun(environment, name, 0, {100.0 * critics}));
        logs.back().config = {
            {"num_critics", critics}, {"policy_delay", delay}, {"target_smoothing", smoothing}};
      }
    }
  }
  return logs;
}

}  // namespace gaitbench
