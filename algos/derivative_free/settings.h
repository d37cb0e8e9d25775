// What a derivative-free run searches with. Policies are deterministic networks of the observation,
// linear where there is no hidden layer; a candidate is one choice of all their parameters.
//
// Sources: M = Mania et al. 2018 (arXiv:1803.07055) and its code (modestyachts/ARS); R = Rubinstein
// & Kroese 2004, The Cross-Entropy Method; L = Szita & Lorincz 2006, Neural Computation 18(12).
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "algos/networks/action_handling.h"
#include "results/log/json_fields.h"

namespace gaitbench {

enum class SearchMethod { kArs, kCem };
constexpr auto Names(SearchMethod) {
  return std::array{std::pair{SearchMethod::kArs, "ars"}, std::pair{SearchMethod::kCem, "cem"}};
}

struct DerivativeFreeSettings {
  SearchMethod method = SearchMethod::kArs;

  // policy
  std::vector<int64_t> hidden_sizes = {};
  bool biases = false;
  bool observation_normalization = true;
  ActionHandling action_handling = ActionHandling::kRaw;

  // what a candidate is judged by
  int64_t horizon = 1000;
  int64_t iteration_steps = 0;
  bool score_healthy_reward = true;
  int64_t num_envs = 4;

  // augmented random search
  int64_t directions = 8;
  int64_t top_directions = 4;
  double step_size = 0.01;
  double direction_std = 0.025;
  bool reward_std_scaling = true;

  // cross-entropy method
  int64_t population = 40;
  double elite_fraction = 0.25;
  double smoothing = 1;
  double initial_std = 0.1;
  double extra_std = 0.05;
  int64_t extra_std_generations = 200;

  bool operator==(const DerivativeFreeSettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kTiny = 1e-300;
    visit("method", self.method,
          FieldInfo{.meaning = "augmented random search, or the cross-entropy method with a "
                               "diagonal Gaussian over parameters",
                    .source = "M; R"}
              .ChangesCost());
    visit("hidden_sizes", self.hidden_sizes,
          FieldInfo{"units of each hidden layer, tanh; none: a linear policy", "units", 1, 1024,
                    "M: none"}
              .ChangesCost());
    visit("biases", self.biases,
          FieldInfo{.meaning = "biases are searched too; off: they stay 0", .source = "M: off"});
    visit("observation_normalization", self.observation_normalization,
          FieldInfo{.meaning = "observations minus their mean, over their deviation, both of all "
                               "generations before; on: ARS V2, off: V1",
                    .source = "M"});
    visit("action_handling", self.action_handling,
          FieldInfo{.meaning = "what the environment gets of the policy's action: raw, clipped to "
                               "its bounds, or its tanh scaled to them",
                    .source = "M: raw"});
    visit("horizon", self.horizon,
          FieldInfo{"bound on the episode that a candidate is judged by", "env steps", 1, 1e7,
                    "M: 1000"}
              .ChangesCost());
    visit("iteration_steps", self.iteration_steps,
          FieldInfo{"an iteration, a row of the run log, is as many generations of candidates as "
                    "begin within so many env steps; 0: candidates x horizon",
                    "env steps", 0, 1e10});
    visit("score_healthy_reward", self.score_healthy_reward,
          FieldInfo{.meaning = "the task's healthy_reward counts in scores; off: it is subtracted "
                               "from the reward of each env step, paid or not, there only",
                    .source = "M: off"});
    visit("num_envs", self.num_envs,
          FieldInfo{"candidates stepped together; changes no result", "environments", 1, 4096, ""}
              .ChangesCost());
    visit("directions", self.directions,
          FieldInfo{"ARS: tried with both signs: two candidates each", "directions", 1, 1e5, "M: N"}
              .When("method", "ars")
              .ChangesCost());
    visit("top_directions", self.top_directions,
          FieldInfo{"ARS: that enter the step, those of the best candidates; fewer than directions "
                    "is ARS V1-t or V2-t",
                    "directions", 1, 1e5, "M: b"}
              .When("method", "ars"));
    visit("step_size", self.step_size,
          FieldInfo{"ARS: factor of the step", "", 0, 1e6, "M: alpha"}.When("method", "ars"));
    visit(
        "direction_std", self.direction_std,
        FieldInfo{"ARS: deviation of candidates from the parameters", "", kTiny, 1e6, "M: nu"}.When(
            "method", "ars"));
    visit("reward_std_scaling", self.reward_std_scaling,
          FieldInfo{.meaning = "ARS: the step is divided by the deviation of the scores that enter "
                               "it; off: basic random search",
                    .source = "M: sigma_R"}
              .When("method", "ars"));
    visit("population", self.population,
          FieldInfo{"CEM: candidates of a generation", "candidates", 2, 1e5, "L: 100"}
              .When("method", "cem")
              .ChangesCost());
    visit(
        "elite_fraction", self.elite_fraction,
        FieldInfo{"CEM: share of them to which the Gaussian is fitted", "", 1e-5, 1, "L: 0.1"}.When(
            "method", "cem"));
    visit("smoothing", self.smoothing,
          FieldInfo{"CEM: weight of the new fit beside the Gaussian before", "", 1e-6, 1,
                    "R: 0.4 to 1; L: 1"}
              .When("method", "cem"));
    visit("initial_std", self.initial_std,
          FieldInfo{"CEM: deviation of each parameter at the start", "", kTiny, 1e6, "L: 10"}.When(
              "method", "cem"));
    visit("extra_std", self.extra_std,
          FieldInfo{"CEM: its square is added to each variance that candidates are drawn with, and "
                    "falls linearly to 0",
                    "", 0, 1e6, "L: sqrt 5"}
              .When("method", "cem"));
    visit("extra_std_generations", self.extra_std_generations,
          FieldInfo{"CEM: within so many generations", "generations", 1, 1e9, "L: 50"}.When(
              "method", "cem"));
  }
};

int64_t NumCandidates(const DerivativeFreeSettings& settings);  // of a generation
int64_t EnvStepsPerIteration(const DerivativeFreeSettings& settings);
int64_t NumElites(const DerivativeFreeSettings& settings);

// ConfigError where settings do not go together.
void CheckSettings(const DerivativeFreeSettings& settings, const std::string& where);

}  // namespace gaitbench
