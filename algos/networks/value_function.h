// V(o): a network with one output.
//
// Axes: B samples, O observation size, P parameters.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/networks/mlp.h"
#include "algos/networks/network_settings.h"
#include "algos/networks/normalizer.h"
#include "algos/networks/objective.h"
#include "envs/random.h"

namespace gaitbench {

class ValueFunction {
 public:
  ValueFunction(const NetworkSettings& settings, int64_t observation_size, int64_t max_samples,
                RandomStream& weights);

  const MlpLayout& layout() const { return layout_; }
  std::span<float> parameters() { return parameters_; }  // [P]
  std::span<const float> parameters() const { return parameters_; }

  // Values [B] of observations [B,O], B at most max_samples; valid until the next call.
  std::span<const float> Values(std::span<const float> observation);

  // Takes targets [S] into the running moments that value_normalization fits to; nothing without
  // it.
  void AddTargets(std::span<const float> targets);
  // A value in the units in which the network is fitted.
  float Fitted(float value) const { return (value - shift_) / scale_; }

  // gradient [P] of (1/B) sum_b loss(value_b, b), to be descended. `loss` gives a ValueLoss.
  // Returns the mean loss.
  template <class LossOf>
  double Gradient(std::span<const float> observation, LossOf&& loss, std::span<float> gradient) {
    Forward(layout_, parameters_, observation, activations_);
    const int64_t num_samples = activations_.num_samples;
    const float* value = activations_.output().data();
    const float share = 1.0f / static_cast<float>(num_samples);
    double sum = 0;
    for (int64_t b = 0; b < num_samples; ++b) {
      const ValueLoss result = loss(value[b], b);
      sum += result.value;
      by_value_[b] = share * result.by_value;
    }
    Backward(layout_, parameters_, observation, std::span(by_value_).first(num_samples),
             activations_, gradient);
    return sum / static_cast<double>(num_samples);
  }

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("parameters", self.parameters_);
    visit("moments", self.moments_);
    visit("shift", self.shift_);
    visit("scale", self.scale_);
  }

 private:
  MlpLayout layout_;
  std::vector<float> parameters_;  // [P]
  MlpActivations activations_;
  bool normalizes_;
  RunningMoments moments_;       // of targets
  float shift_ = 0, scale_ = 1;  // value = shift + scale x output
  std::vector<float> by_value_;  // [B]
};

}  // namespace gaitbench
