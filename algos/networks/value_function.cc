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

std::span<const float> ValueFunction::Values(std::span<const float> observation) {
  Forward(layout_, parameters_, observation, activations_);
  const std::span<float> values = activations_.output();
  if (normalizes_) {
    for (float& value : values) value = shift_ + scale_ * value;
  }
  return values;
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
