#include "algos/networks/policy.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "algos/kernels/saved.h"
#include "algos/networks/initialization.h"
#include "algos/networks/stored_layers.h"

namespace gaitbench {

Policy::Policy(const PolicySettings& settings, int64_t observation_size, int64_t action_size,
               int64_t max_samples, RandomStream& weights)
    : action_size_(action_size),
      state_dependent_(settings.state_dependent_std),
      deviation_(settings),
      layout_({observation_size, settings.hidden_sizes,
               state_dependent_ ? 2 * action_size : action_size, settings.activation}),
      parameters_(layout_.num_parameters() + (state_dependent_ ? 0 : action_size)),
      activations_(layout_, max_samples),
      mean_(state_dependent_ ? max_samples * action_size : 0),
      log_std_(NumRows(max_samples) * action_size),
      inverse_std_(log_std_.size()),
      log_std_by_parameter_(log_std_.size()),
      by_output_(max_samples * output_size()),
      by_row_(mean_.size()),
      z_(max_samples * action_size),
      log_prob_(max_samples),
      by_log_prob_(max_samples) {
  Initialize(layout_, settings.initialization, settings.policy_head_gain, weights,
             parameters().first(layout_.num_parameters()));
  // the free parameters, or the last biases: both end the buffer
  for (float& parameter : parameters().last(action_size))
    parameter = deviation_.ParameterOf(settings.initial_log_std);
}

// of the last forward pass; of a state-dependent policy its means too
void Policy::FindDeviations(int64_t num_samples) {
  const auto find = [&](int64_t i, float parameter) {
    const auto [log_std, by_parameter] = deviation_.Of(parameter);
    log_std_[i] = log_std;
    inverse_std_[i] = std::exp(-log_std);
    log_std_by_parameter_[i] = by_parameter;
  };
  const int64_t size = action_size_;
  if (!state_dependent_) {
    for (int64_t j = 0; j < size; ++j) find(j, parameters_[layout_.num_parameters() + j]);
    return;
  }
  for (int64_t b = 0; b < num_samples; ++b) {
    const float* output = activations_.output().data() + b * 2 * size;
    std::copy_n(output, size, mean_.data() + b * size);
    for (int64_t j = 0; j < size; ++j) find(b * size + j, output[size + j]);
  }
}

ActionDistribution Policy::At(std::span<const float> observation) {
  ++version_;
  Forward(layout_, network(), observation, activations_);
  const int64_t num_samples = activations_.num_samples;
  FindDeviations(num_samples);
  const std::span<const float> mean =
      state_dependent_ ? std::span(mean_).first(num_samples * action_size_) : activations_.output();
  const int64_t num_deviations = NumRows(num_samples) * action_size_;
  ActionDistribution at;
  at.gaussian_ = {action_size_, mean, std::span(log_std_).first(num_deviations)};
  at.inverse_std_ = std::span(inverse_std_).first(num_deviations);
  at.observation_ = observation;
  at.version_ = &version_;
  at.made_at_ = version_;
  return at;
}

// d KL(old||new) / d mean = (mean - old mean) / sigma^2; d / d log sigma = 1 - (sigma_old^2 + (mean
// - old mean)^2) / sigma^2, for each action dimension
void Policy::AddPenaltyGradient(const KlPenalty& penalty, const GaussianAt& now,
                                float* by_log_std) {
  const GaussianAt& old = penalty.old;
  RequireSize("old means of the penalty", old.mean.size(), now.mean.size());
  RequireSize("old deviations of the penalty", old.log_std.size(), now.log_std.size());
  const int64_t size = action_size_, num_rows = now.num_rows(), num_samples = now.num_samples();
  const int64_t per_row = num_samples / num_rows;
  const float share = penalty.coef / static_cast<float>(num_samples);
  for (int64_t row = 0; row < num_rows; ++row) {
    for (int64_t j = 0; j < size; ++j) {
      const float inverse_std = inverse_std_[row * size + j];
      const float precision = inverse_std * inverse_std;
      const float old_variance = std::exp(2 * old.log_std[row * size + j]);
      for (int64_t b = row * per_row; b < (row + 1) * per_row; ++b) {
        const float shift = now.mean[b * size + j] - old.mean[b * size + j];
        by_output_[b * output_size() + j] -= share * shift * precision;
        by_log_std[row * size + j] -= share * (1 - (old_variance + shift * shift) * precision);
      }
    }
  }
}

// from the derivatives by mean, in by_output_, and by log_std to those by the parameters
void Policy::FinishGradient(std::span<const float> observation, float* by_log_std,
                            std::span<float> gradient) {
  const int64_t size = action_size_, num_samples = activations_.num_samples;
  for (int64_t i = 0; i < NumRows(num_samples) * size; ++i)
    by_log_std[i] *= log_std_by_parameter_[i];
  for (int64_t b = 0; state_dependent_ && b < num_samples; ++b)
    std::copy_n(by_log_std + b * size, size, by_output_.data() + b * 2 * size + size);
  Backward(layout_, network(), observation, by_output(num_samples), activations_,
           gradient.first(layout_.num_parameters()));
}

std::vector<float> Policy::LogStd() const {
  std::vector<float> log_std;
  for (float parameter : parameters().subspan(layout_.num_parameters()))
    log_std.push_back(deviation_.Of(parameter).log_std);
  return log_std;
}

void Policy::FisherVectorProduct(const ActionDistribution& at, double damping,
                                 std::span<const float> direction, std::span<float> product) {
  if (at.version_ != &version_)
    throw std::logic_error("a Fisher product at the action distribution of another policy");
  RequireSize("direction", direction.size(), parameters_.size());
  RequireSize("product", product.size(), parameters_.size());
  const int64_t num_samples = at.gaussian().num_samples();
  const int64_t size = action_size_, num_weights = layout_.num_parameters(), stride = row_stride();
  Jvp(layout_, network(), at.observation(), direction.first(num_weights), activations_,
      by_output(num_samples));
  const auto of_parameter = [&](int64_t i) {
    return 2 * log_std_by_parameter_[i] * log_std_by_parameter_[i];
  };
  const float share = 1.0f / static_cast<float>(num_samples);
  for (int64_t b = 0; b < num_samples; ++b) {
    float* tangent = by_output_.data() + b * output_size();
    const float* inverse_std = inverse_std_.data() + b * stride;
    for (int64_t j = 0; j < size; ++j) tangent[j] *= share * inverse_std[j] * inverse_std[j];
    for (int64_t j = 0; state_dependent_ && j < size; ++j)
      tangent[size + j] *= share * of_parameter(b * size + j);
  }
  Backward(layout_, network(), at.observation(), by_output(num_samples), activations_,
           product.first(num_weights));
  for (size_t i = num_weights; i < product.size(); ++i)
    product[i] = of_parameter(i - num_weights) * direction[i];
  for (size_t i = 0; i < product.size(); ++i)
    product[i] += static_cast<float>(damping) * direction[i];
}

void Policy::SaveTo(TensorFile& file) const {
  SaveLayers(layout_, network(), "policy", file);
  if (state_dependent_) return;
  const std::vector<float> log_std = LogStd();
  file.tensors["log_std"] = ToStored(log_std.data(), log_std.size());
  if (!deviation_.IsLogStd())
    file.tensors["std_parameter"] =
        ToStored(parameters_.data() + layout_.num_parameters(), action_size_);
}

void Policy::RestoreFrom(const TensorFile& file, const std::string& where) {
  ++version_;
  RestoreLayers(file, "policy", layout_, where,
                std::span(parameters_).first(layout_.num_parameters()));
  if (state_dependent_) return;
  RestoreTensor(file, deviation_.IsLogStd() ? "log_std" : "std_parameter", {action_size_}, where,
                parameters_.data() + layout_.num_parameters());
}

}  // namespace gaitbench
