// A network that is trained, and the copy of it that targets are made with.
//
// Axes: P parameters.
#pragma once

#include <cstdint>
#include <vector>

#include "algos/kernels/adam.h"
#include "algos/networks/mlp.h"
#include "envs/random.h"

namespace gaitbench {

struct TrainedNetwork {
  // Weights and biases uniform within 1 / sqrt(inputs), as torch.nn.Linear's; with small_head those
  // of the last layer within 3e-3; of layer normalization gains 1 and shifts 0.
  TrainedNetwork(const MlpLayout& layout, const AdamSettings& settings, bool small_head,
                 RandomStream& weights);

  // With target, gradient, Adam's two moments, and the activations that whoever trains it holds.
  static int64_t Bytes(const MlpShape& shape, int64_t batch_size) {
    const MlpLayout layout(shape);
    return 5 * static_cast<int64_t>(sizeof(float)) * layout.num_parameters() +
           MlpActivations::Bytes(layout, batch_size);
  }

  // target += share x (parameters - target)
  void FollowWithTarget(float share);

  std::vector<float> parameters, target;  // [P]
  Adam adam;
  std::vector<float> gradient;  // [P], of its last update

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("parameters", self.parameters);
    visit("target", self.target);
    visit("adam", self.adam);
  }
};

}  // namespace gaitbench
