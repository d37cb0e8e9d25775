#pragma once

#include <cstdint>
#include <vector>

#include "algos/networks/initialization.h"
#include "algos/networks/mlp.h"
#include "results/log/json_fields.h"

namespace gaitbench {

// The networks of a learner, as a user sets them.
struct NetworkSettings {
  std::vector<int64_t> hidden_sizes = {64, 64};
  std::vector<int64_t> value_hidden_sizes = {};
  Activation activation = Activation::kTanh;
  Initialization initialization = Initialization::kXavier;
  double policy_head_gain = 1;
  double value_head_gain = 1;
  bool value_normalization = false;

  bool operator==(const NetworkSettings&) const = default;

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("hidden_sizes", self.hidden_sizes,
          FieldInfo{"units of each hidden layer of the policy, and of the value function where "
                    "value_hidden_sizes is empty",
                    "units", 1, 8192, "E"}
              .ChangesCost());
    visit("value_hidden_sizes", self.value_hidden_sizes,
          FieldInfo{"units of each hidden layer of the value function; empty: hidden_sizes",
                    "units", 1, 8192, "E: the same; A: wider"}
              .ChangesCost());
    visit("activation", self.activation,
          FieldInfo{.meaning = "of the hidden layers", .source = "E 8; A C55"}.ChangesCost());
    visit("initialization", self.initialization,
          FieldInfo{.meaning = "orthogonal (hidden layers: gain sqrt 2), or uniform with variance "
                               "2/(in+out) (xavier), "
                               "2/in (he), 1/in (lecun), biases 0; torch: weights and "
                               "biases uniform within 1/sqrt(in)",
                    .source = "E 3"});
    visit("policy_head_gain", self.policy_head_gain,
          FieldInfo{"factor on the policy's last layer at the start", "", 0, 100,
                    "E's code: 0.01 with orthogonal; A C57"});
    visit("value_head_gain", self.value_head_gain,
          FieldInfo{"factor on the value function's last layer at the start", "", 0, 100,
                    "E's code: 1"});
    visit("value_normalization", self.value_normalization,
          FieldInfo{.meaning = "fit the value function to targets minus their running mean, over "
                               "their running deviation",
                    .source = "A C66"});
  }
};

}  // namespace gaitbench
