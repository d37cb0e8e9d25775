#include "algos/networks/policy.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "algos/kernels/saved.h"
#include "algos/networks/initialization.h"

namespace gaitbench {
namespace {

// mean KL(p||q) over B observations, each row of deviations being that of B / rows of them
double MeanKlOf(int64_t num_samples, int64_t num_rows, int64_t size, const GaussianAt& p,
                const GaussianAt& q) {
  const int64_t per_row = num_samples / num_rows;
  double sum = 0;
  for (int64_t row = 0; row < num_rows; ++row) {
    for (int64_t j = 0; j < size; ++j) {
      const double log_std = q.log_std[row * q.log_std_stride + j];
      const double log_ratio = log_std - p.log_std[row * p.log_std_stride + j];
      const double variance_ratio = std::exp(-2 * log_ratio);
      const double precision = std::exp(-2 * log_std);
      double squares = 0;
      for (int64_t b = row * per_row; b < (row + 1) * per_row; ++b) {
        const double shift = double{q.mean[b * size + j]} - p.mean[b * size + j];
        squares += shift * shift;
      }
      sum += log_ratio +
             0.5 * (variance_ratio - 1 + precision * squares / static_cast<double>(per_row));
    }
  }
  return sum / static_cast<double>(num_rows);
}

}  // namespace

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
      by_row_(mean_.size()) {
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
    const float* output = activations_.output() + b * 2 * size;
    std::copy_n(output, size, mean_.data() + b * size);
    for (int64_t j = 0; j < size; ++j) find(b * size + j, output[size + j]);
  }
}

GaussianAt Policy::At(int64_t num_samples, const float* observation) {
  Forward(layout_, parameters_.data(), num_samples, observation, activations_);
  FindDeviations(num_samples);
  return Last();
}

GaussianAt Policy::Last() const {
  return {state_dependent_ ? mean_.data() : activations_.output(), log_std_.data(), row_stride()};
}

float Policy::Sample(int64_t b, RandomStream& noise, float* action) const {
  const auto [means, log_stds, stride] = Last();
  const float* mean = means + b * action_size_;
  const float* log_std = log_stds + b * stride;
  for (int64_t j = 0; j < action_size_; ++j) {
    action[j] = mean[j] + std::exp(log_std[j]) * static_cast<float>(noise.Normal());
  }
  return GaussianLogProb(action_size_, action, mean, log_std, inverse_std_.data() + b * stride);
}

void Policy::LogProbs(const PolicySamples& samples, float* log_prob) {
  const auto [mean, log_std, stride] = At(samples.size, samples.observation);
  for (int64_t b = 0; b < samples.size; ++b) {
    log_prob[b] =
        GaussianLogProb(action_size_, samples.action + b * action_size_, mean + b * action_size_,
                        log_std + b * stride, inverse_std_.data() + b * stride);
  }
}

double Policy::Entropy(int64_t num_samples) const {
  const int64_t num_rows = NumRows(num_samples);
  double sum = 0;
  for (float log_std : std::span(log_std_).first(num_rows * action_size_))
    sum += log_std + 0.5 * (1 + std::log(2 * std::numbers::pi));
  return sum / static_cast<double>(num_rows);
}

double Policy::MeanStd(int64_t num_samples) const {
  const int64_t size = NumRows(num_samples) * action_size_;
  double sum = 0;
  for (float log_std : std::span(log_std_).first(size)) sum += std::exp(double{log_std});
  return sum / static_cast<double>(size);
}

double Policy::MeanKl(int64_t num_samples, const GaussianAt& old, KlDirection direction) const {
  const auto mean_kl = [&](const GaussianAt& p, const GaussianAt& q) {
    return MeanKlOf(num_samples, NumRows(num_samples), action_size_, p, q);
  };
  return direction == KlDirection::kOldNew ? mean_kl(old, Last()) : mean_kl(Last(), old);
}

// d KL(old||new) / d mean = (mean - old mean) / sigma^2; d / d log sigma = 1 - (sigma_old^2 + (mean
// - old mean)^2) / sigma^2, for each action dimension
void Policy::AddPenaltyGradient(const KlPenalty& penalty, int64_t num_samples, float* by_log_std) {
  const int64_t size = action_size_, num_rows = NumRows(num_samples);
  const int64_t per_row = num_samples / num_rows;
  const float* mean = Last().mean;
  const float share = penalty.coef / static_cast<float>(num_samples);
  for (int64_t row = 0; row < num_rows; ++row) {
    for (int64_t j = 0; j < size; ++j) {
      const float inverse_std = inverse_std_[row * size + j];
      const float precision = inverse_std * inverse_std;
      const float old_variance =
          std::exp(2 * penalty.old.log_std[row * penalty.old.log_std_stride + j]);
      for (int64_t b = row * per_row; b < (row + 1) * per_row; ++b) {
        const float shift = mean[b * size + j] - penalty.old.mean[b * size + j];
        by_output_[b * output_size() + j] -= share * shift * precision;
        by_log_std[row * size + j] -= share * (1 - (old_variance + shift * shift) * precision);
      }
    }
  }
}

// from the derivatives by mean, in by_output_, and by log_std to those by the parameters
void Policy::FinishGradient(int64_t num_samples, const float* observation, float* by_log_std,
                            std::span<float> gradient) {
  const int64_t size = action_size_;
  for (int64_t i = 0; i < NumRows(num_samples) * size; ++i)
    by_log_std[i] *= log_std_by_parameter_[i];
  for (int64_t b = 0; state_dependent_ && b < num_samples; ++b)
    std::copy_n(by_log_std + b * size, size, by_output_.data() + b * 2 * size + size);
  Backward(layout_, parameters_.data(), num_samples, observation, by_output_.data(), activations_,
           gradient.data());
}

std::vector<float> Policy::LogStd() const {
  std::vector<float> log_std;
  for (float parameter : parameters().subspan(layout_.num_parameters()))
    log_std.push_back(deviation_.Of(parameter).log_std);
  return log_std;
}

void Policy::FisherVectorProduct(int64_t num_samples, const float* observation, double damping,
                                 std::span<const float> direction, std::span<float> product) {
  const int64_t size = action_size_, network = layout_.num_parameters(), stride = row_stride();
  Jvp(layout_, parameters_.data(), num_samples, observation, direction.data(), activations_,
      by_output_.data());
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
  Backward(layout_, parameters_.data(), num_samples, observation, by_output_.data(), activations_,
           product.data());
  for (size_t i = network; i < product.size(); ++i)
    product[i] = of_parameter(i - network) * direction[i];
  for (size_t i = 0; i < product.size(); ++i)
    product[i] += static_cast<float>(damping) * direction[i];
}

void Policy::SaveTo(TensorFile& file) const {
  for (size_t l = 0; l < layout_.layers().size(); ++l) {
    const auto& [in, out, weight, bias] = layout_.layers()[l];
    const std::string name = "policy." + std::to_string(l);
    file.tensors[name + ".weight"] = ToStored(parameters_.data() + weight, in * out);
    file.tensors[name + ".weight"].shape = {in, out};
    file.tensors[name + ".bias"] = ToStored(parameters_.data() + bias, out);
  }
  if (state_dependent_) return;
  const std::vector<float> log_std = LogStd();
  file.tensors["log_std"] = ToStored(log_std.data(), log_std.size());
  if (!deviation_.IsLogStd())
    file.tensors["std_parameter"] =
        ToStored(parameters_.data() + layout_.num_parameters(), action_size_);
}

void Policy::RestoreFrom(const TensorFile& file, const std::string& where) {
  const auto read = [&](const std::string& name, const std::vector<int64_t>& shape,
                        int64_t offset) {
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end() || found->second.dtype != DtypeName<float>() ||
        found->second.shape != shape) {
      throw ConfigError(where,
                        name + ": is missing or of another type or shape than its config says");
    }
    std::memcpy(parameters_.data() + offset, found->second.bytes.data(),
                found->second.bytes.size());
  };
  for (size_t l = 0; l < layout_.layers().size(); ++l) {
    const auto& [in, out, weight, bias] = layout_.layers()[l];
    read("policy." + std::to_string(l) + ".weight", {in, out}, weight);
    read("policy." + std::to_string(l) + ".bias", {out}, bias);
  }
  if (state_dependent_) return;
  read(deviation_.IsLogStd() ? "log_std" : "std_parameter", {action_size_},
       layout_.num_parameters());
}

}  // namespace gaitbench
