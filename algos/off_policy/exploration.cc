#include "algos/off_policy/exploration.h"

#include <algorithm>

#include "algos/kernels/sizes.h"

namespace gaitbench {

void Exploration::Perturb(RandomStream& noise, std::span<float> action) {
  RequireSize("action", action.size(), state_.size());
  if (kind_ == ExplorationNoise::kNone) return;
  const double kept = kind_ == ExplorationNoise::kGaussian ? 0 : 1 - theta_;
  for (size_t j = 0; j < action.size(); ++j) {
    state_[j] = kept * state_[j] + std_ * noise.Normal();
    action[j] = std::clamp(action[j] + static_cast<float>(state_[j]), -1.0f, 1.0f);
  }
}

}  // namespace gaitbench
