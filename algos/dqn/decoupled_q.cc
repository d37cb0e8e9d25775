#include "algos/dqn/decoupled_q.h"

#include <algorithm>
#include <cmath>

#include "algos/kernels/finite.h"

namespace gaitbench {

float ActionOfBin(int64_t bin, int64_t num_bins) {
  return static_cast<float>(2 * static_cast<double>(bin) / static_cast<double>(num_bins - 1) - 1);
}

int64_t BinOfAction(float action, int64_t num_bins) {
  return std::lround((double{action} + 1) / 2 * static_cast<double>(num_bins - 1));
}

void BestActions(std::span<const float> values, int64_t num_bins, std::span<float> action) {
  for (size_t j = 0; j < action.size(); ++j) {
    const auto of_dimension = values.subspan(j * num_bins, num_bins);
    action[j] =
        ActionOfBin(std::ranges::max_element(of_dimension) - of_dimension.begin(), num_bins);
  }
}

DecoupledQ::DecoupledQ(const DqnSettings& settings, int64_t observation_size, int64_t action_size,
                       RandomStream& weights)
    : settings_(settings),
      action_size_(action_size),
      layout_(settings.NetworkOf(observation_size, action_size)),
      network_(layout_, settings, /*small_head=*/false, weights),
      activations_(layout_, settings.batch_size),
      best_(settings.batch_size * action_size),
      output_gradient_(settings.batch_size * action_size * settings.bins) {}

template <class Visit>
void DecoupledQ::ForEachAction(std::span<const float> action, Visit&& visit) const {
  for (size_t i = 0; i < action.size(); ++i) {
    const auto place = static_cast<int64_t>(i) * settings_.bins;
    visit(static_cast<int64_t>(i) / action_size_, place + BinOfAction(action[i], settings_.bins));
  }
}

void DecoupledQ::MeanOverActions(std::span<const float> action, std::vector<float>& values) {
  const float share = 1 / static_cast<float>(action_size_);
  values.assign(action.size() / action_size_, 0);
  ForEachAction(
      action, [&](int64_t b, int64_t place) { values[b] += share * activations_.output()[place]; });
}

std::span<const float> DecoupledQ::Targets(const ReplayBatch& batch) {
  const int64_t num_samples = batch.num_samples(), width = action_size_ * settings_.bins;
  best_.resize(num_samples * action_size_);
  if (settings_.double_q)
    Forward(layout_, network_.parameters, batch.next_observation, activations_);
  else
    Forward(layout_, network_.target, batch.next_observation, activations_);
  for (int64_t b = 0; b < num_samples; ++b)
    BestActions(activations_.output().subspan(b * width, width), settings_.bins,
                std::span(best_).subspan(b * action_size_, action_size_));
  if (settings_.double_q) Forward(layout_, network_.target, batch.next_observation, activations_);
  MeanOverActions(best_, target_);
  const auto scale = static_cast<float>(settings_.reward_scale);
  for (int64_t b = 0; b < num_samples; ++b)
    target_[b] = scale * batch.reward[b] + batch.discount[b] * target_[b];
  return target_;
}

std::span<const float> DecoupledQ::Values(const ReplayBatch& batch) {
  Forward(layout_, network_.parameters, batch.observation, activations_);
  MeanOverActions(batch.action, value_);
  return value_;
}

// Loss: the mean of (Q(s, a) - target)^2.
QMeasures DecoupledQ::Update(const ReplayBatch& batch) {
  Targets(batch);
  Values(batch);
  const int64_t num_samples = batch.num_samples();
  const auto count = static_cast<double>(num_samples);
  QMeasures measures{};
  for (int64_t b = 0; b < num_samples; ++b) {
    measures.mean_value += value_[b] / count;
    measures.loss += std::pow(double{value_[b]} - target_[b], 2) / count;
  }
  output_gradient_.assign(num_samples * action_size_ * settings_.bins, 0);
  const auto factor = static_cast<float>(2 / (count * static_cast<double>(action_size_)));
  ForEachAction(batch.action, [&](int64_t b, int64_t place) {
    output_gradient_[place] = factor * (value_[b] - target_[b]);
  });
  Backward(layout_, network_.parameters, batch.observation, output_gradient_, activations_,
           network_.gradient);
  measures.gradient_norm = network_.adam.Step(network_.gradient, settings_.learning_rate,
                                              std::nullopt, network_.parameters);
  if (const auto share = settings_.TargetShareAfter(++num_updates_))
    network_.FollowWithTarget(*share);
  return measures;
}

std::optional<std::string> DecoupledQ::FindDivergence() const {
  if (!AllFinite(network_.parameters)) return "a parameter of the values is not finite";
  if (!network_.adam.IsFinite()) return "a moment of the values' gradient is not finite";
  return std::nullopt;
}

}  // namespace gaitbench
