#include "algos/networks/action_handling.h"

#include <algorithm>
#include <cmath>

namespace gaitbench {

void HandleActions(ActionHandling handling, std::span<const double> bounds,
                   std::span<const float> actions, std::span<float> result) {
  for (size_t i = 0; i < actions.size(); ++i) {
    const size_t j = 2 * i % bounds.size();
    const auto low = static_cast<float>(bounds[j]), high = static_cast<float>(bounds[j + 1]);
    switch (handling) {
      case ActionHandling::kRaw:
        result[i] = actions[i];
        break;
      case ActionHandling::kClipped:
        result[i] = std::clamp(actions[i], low, high);
        break;
      case ActionHandling::kSquashed:
        result[i] = low + (high - low) * (0.5f + 0.5f * std::tanh(actions[i]));
        break;
    }
  }
}

void ScaleActions(std::span<const double> bounds, std::span<const float> actions,
                  std::span<float> result) {
  for (size_t i = 0; i < actions.size(); ++i) {
    const size_t j = 2 * i % bounds.size();
    const auto low = static_cast<float>(bounds[j]), high = static_cast<float>(bounds[j + 1]);
    result[i] = low + (high - low) * (0.5f + 0.5f * actions[i]);
  }
}

}  // namespace gaitbench
