// What a run of deep Q-learning on discretized actions trains with.
//
// Sources: Q = Mnih et al. 2015, Nature 518; V = van Hasselt et al. 2016 (arXiv:1509.06461); S =
// Seyde et al. 2023 (arXiv:2210.12566).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "algos/kernels/adam.h"
#include "algos/networks/mlp.h"
#include "algos/networks/normalizer.h"
#include "algos/replay/replay_settings.h"
#include "results/log/json_fields.h"

namespace gaitbench {

struct DqnSettings : ReplaySettings, TargetSettings, ObservationFilterSettings, AdamSettings {
  DqnSettings() {
    observation_normalization = false;
    adam_epsilon = 1e-8;
    n_step = 3;
  }

  int64_t bins = 3;
  std::vector<int64_t> hidden_sizes = {256, 256};
  Activation activation = Activation::kRelu;
  double learning_rate = 3e-4;
  bool double_q = true;
  double epsilon_start = 1;
  double epsilon_end = 0.1;
  int64_t epsilon_steps = 20'000;

  bool operator==(const DqnSettings&) const = default;

  MlpShape NetworkOf(int64_t observation_size, int64_t action_size) const {
    return {observation_size, hidden_sizes, action_size * bins, activation};
  }

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    constexpr double kTiny = 1e-300;
    ReplaySettings::Fields(self, visit);
    visit("bins", self.bins,
          FieldInfo{"values that each action dimension may take, evenly from bound to bound",
                    "values", 2, 1001, "S: 2, 3"}
              .ChangesCost());
    visit("epsilon_start", self.epsilon_start,
          FieldInfo{"chance of a random value in each action dimension after the warm-up", "", 0, 1,
                    "Q: 1"});
    visit("epsilon_end", self.epsilon_end,
          FieldInfo{"that chance in the end", "", 0, 1, "Q, S: 0.1"});
    visit("epsilon_steps", self.epsilon_steps,
          FieldInfo{"env steps in which it falls there, linearly", "env steps", 1, 1e12,
                    "Q: 1e6 frames; S: none"});
    ObservationFilterSettings::Fields(self, visit);
    visit("hidden_sizes", self.hidden_sizes,
          FieldInfo{"units of each hidden layer", "units", 1, 8192, "S: 500, 500"}.ChangesCost());
    visit("activation", self.activation,
          FieldInfo{.meaning = "of the hidden layers", .source = "Q: relu; S: elu"}.ChangesCost());
    visit("learning_rate", self.learning_rate, FieldInfo{"of Adam", "", 0, 10, "S: 1e-4"});
    visit("double_q", self.double_q,
          FieldInfo{.meaning = "the target's action is the best of the trained network, its value "
                               "the target network's; off: both are the target network's",
                    .source = "V, S: on; Q: off"}
              .ChangesCost());
    visit("target_update", self.target_update,
          FieldInfo{.meaning = "the target network follows by Polyak averaging, or is copied",
                    .source = "Q, S: copy"});
    visit("polyak", self.polyak,
          FieldInfo{kMeaningOfPolyak, "", kTiny, 1, ""}.When("target_update", "polyak"));
    visit("target_update_interval", self.target_update_interval,
          FieldInfo{"it follows after so many updates", "updates", 1, 1e9, "S: 100, with copy"});
    AdamSettings::Fields(self, visit);
  }
};

// Throws ConfigError where settings that are each allowed do not go together.
void CheckSettings(const DqnSettings& settings, const std::string& where);

// The chance of a random value after `num_steps` env steps.
double EpsilonAt(const DqnSettings& settings, int64_t num_steps);

}  // namespace gaitbench
