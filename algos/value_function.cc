#include "algos/value_function.h"

#include "algos/initialization.h"

namespace gaitbench {

ValueFunction::ValueFunction(const AlgoConfig& config, int64_t observation_size,
                             int64_t max_samples, RandomStream& weights)
    : layout_({observation_size, config.hidden_sizes, 1, config.activation}),
      parameters_(layout_.num_parameters()),
      activations_(layout_, max_samples),
      by_value_(max_samples) {
  Initialize(layout_, config.initialization, config.value_head_gain, weights, parameters_);
}

const float* ValueFunction::Values(int64_t num_samples, const float* observation) {
  Forward(layout_, parameters_.data(), num_samples, observation, activations_);
  return activations_.output();
}

}  // namespace gaitbench
