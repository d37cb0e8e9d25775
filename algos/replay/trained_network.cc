#include "algos/replay/trained_network.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace gaitbench {
namespace {

void InitializeUniformly(const MlpLayout& layout, bool small_head, RandomStream& stream,
                         std::span<float> parameters) {
  constexpr double kSmall = 3e-3;
  for (const auto& layer : layout.layers()) {
    const bool is_head = &layer == &layout.layers().back();
    const double bound =
        is_head && small_head ? kSmall : 1 / std::sqrt(static_cast<double>(layer.in));
    for (float& value : parameters.subspan(layer.weight, (layer.in + 1) * layer.out))
      value = static_cast<float>(stream.Uniform(-bound, bound));
    if (!layout.IsNormalized(layer)) continue;
    std::ranges::fill(parameters.subspan(layout.GainOf(layer), layer.out), 1.0f);
    std::ranges::fill(parameters.subspan(layout.ShiftOf(layer), layer.out), 0.0f);
  }
}

}  // namespace

TrainedNetwork::TrainedNetwork(const MlpLayout& layout, const AdamSettings& settings,
                               bool small_head, RandomStream& weights)
    : parameters(layout.num_parameters()),
      adam(layout.num_parameters(), settings),
      gradient(layout.num_parameters()) {
  InitializeUniformly(layout, small_head, weights, parameters);
  target = parameters;
}

void TrainedNetwork::FollowWithTarget(float share) {
  if (share == 1) {
    target = parameters;
    return;
  }
  float* to = target.data();
  const float* from = parameters.data();
  const auto size = static_cast<int64_t>(target.size());
  for (int64_t i = 0; i < size; ++i) to[i] += share * (from[i] - to[i]);
}

}  // namespace gaitbench
