#include "algos/networks/value_function.h"

#include "algos/networks/initialization.h"

namespace gaitbench {

ValueFunction::ValueFunction(const NetworkSettings& settings, int64_t observation_size,
                             int64_t max_samples, RandomStream& weights)
    : layout_({observation_size,
               settings.value_hidden_sizes.empty() ? settings.hidden_sizes
                                                   : settings.value_hidden_sizes,
               1, settings.activation}),
      parameters_(layout_.num_parameters()),
      activations_(layout_, max_samples),
      normalizes_(settings.value_normalization),
      moments_(1),
      by_value_(max_samples) {
  Initialize(layout_, settings.initialization, settings.value_head_gain, weights, parameters_);
}

const float* ValueFunction::Values(int64_t num_samples, const float* observation) {
  Forward(layout_, parameters_.data(), num_samples, observation, activations_);
  if (normalizes_) {
    float* value = activations_.after.back().data();
    for (int64_t b = 0; b < num_samples; ++b) value[b] = shift_ + scale_ * value[b];
  }
  return activations_.output();
}

void ValueFunction::AddTargets(std::span<const float> targets) {
  if (!normalizes_) return;
  for (const double target : targets) moments_.Add(&target);
  double deviation;
  moments_.StandardDeviations(&deviation);
  shift_ = static_cast<float>(moments_.mean()[0]);
  scale_ = static_cast<float>(deviation + ObservationNormalizer::kEpsilon);
}

}  // namespace gaitbench
