#include "algos/value_update.h"

#include <optional>

#include "algos/minibatches.h"

namespace gaitbench {

ValueUpdateResult UpdateValueFunction(const Rollout& rollout, const AdvantageEstimate& estimate,
                                      const AlgoConfig& config, double learning_rate,
                                      RandomStream& order, ValueFunction& value_function,
                                      Adam& adam) {
  const int64_t width = rollout.observation_size;
  const auto clip_range = static_cast<float>(config.value_clip_range);
  const bool bounds_gradient = config.gradient_clipping == GradientClipping::kValue ||
                               config.gradient_clipping == GradientClipping::kEach;
  const auto max_norm = bounds_gradient ? std::optional(config.max_gradient_norm) : std::nullopt;
  const int64_t largest = rollout.size() / config.value_minibatches + 1;
  std::vector<float> observation(largest * width), gradient(value_function.parameters().size());
  std::vector<int32_t> permutation, kept;
  double norms = 0;
  int64_t num_steps = 0;

  for (int64_t epoch = 0; epoch < config.value_epochs; ++epoch) {
    Shuffle(permutation, rollout.size(), order);
    for (int64_t k = 0; k < config.value_minibatches; ++k) {
      kept.clear();
      for (int32_t s : Part(permutation, k, config.value_minibatches)) {
        const bool ended = rollout.terminated[s] || rollout.truncated[s];
        if (!ended || config.value_loss_on_terminal_steps) kept.push_back(s);
      }
      if (kept.empty()) continue;  // no mean to descend
      GatherRows(rollout.observation.data(), width, kept, observation.data());
      const auto loss = [&](float value, int64_t b) {
        const float target = estimate.target[kept[b]];
        if (!config.value_clipping) return SquaredError(value, target);
        return ClippedSquaredError(value, estimate.value[kept[b]], target, clip_range);
      };
      value_function.Gradient(kept.size(), observation.data(), loss, gradient);
      norms += adam.Step(gradient, learning_rate, max_norm, value_function.parameters());
      ++num_steps;
    }
  }

  const float* value = value_function.Values(rollout.size(), rollout.observation.data());
  double squares = 0;
  for (int64_t s = 0; s < rollout.size(); ++s) {
    const double error = double{value[s]} - estimate.target[s];
    squares += error * error;
  }
  return {.gradient_norm = norms / static_cast<double>(num_steps),
          .loss = squares / static_cast<double>(rollout.size())};
}

}  // namespace gaitbench
