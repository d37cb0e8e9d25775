#include "algos/policy.h"

#include <cmath>
#include <numbers>

#include "algos/initialization.h"
#include "algos/saved.h"

namespace gaitbench {

Policy::Policy(const AlgoConfig& config, int64_t observation_size, int64_t action_size,
               int64_t max_samples, RandomStream& weights)
    : layout_({observation_size, config.hidden_sizes, action_size, config.activation}),
      parameters_(layout_.num_parameters() + action_size),
      activations_(layout_, max_samples),
      by_mean_(max_samples * action_size),
      inverse_std_(action_size) {
  Initialize(layout_, config.initialization, config.policy_head_gain, weights,
             parameters().first(layout_.num_parameters()));
  for (float& log_std : parameters().last(action_size))
    log_std = static_cast<float>(config.initial_log_std);
}

void Policy::FindInverseStd() {
  for (int64_t j = 0; j < action_size(); ++j) inverse_std_[j] = std::exp(-log_std()[j]);
}

// d KL(old||new) / d mean = (mean - old mean) / sigma^2; d / d log sigma = 1 - (sigma_old^2 + (mean
// - old mean)^2) / sigma^2, for each action dimension
void Policy::AddPenaltyGradient(const KlPenalty& penalty, int64_t num_samples, const float* mean,
                                float* by_log_std) {
  const int64_t size = action_size();
  const float share = penalty.coef / static_cast<float>(num_samples);
  for (int64_t j = 0; j < size; ++j) {
    const float precision = inverse_std_[j] * inverse_std_[j];
    const float old_variance = std::exp(2 * penalty.old.log_std[j]);
    for (int64_t b = 0; b < num_samples; ++b) {
      const float shift = mean[b * size + j] - penalty.old.mean[b * size + j];
      by_mean_[b * size + j] -= share * shift * precision;
      by_log_std[j] -= share * (1 - (old_variance + shift * shift) * precision);
    }
  }
}

const float* Policy::Means(int64_t num_samples, const float* observation) {
  Forward(layout_, parameters_.data(), num_samples, observation, activations_);
  return activations_.output();
}

float Policy::Sample(const float* mean, RandomStream& noise, float* action) {
  FindInverseStd();
  for (int64_t j = 0; j < action_size(); ++j) {
    action[j] = mean[j] + std::exp(log_std()[j]) * static_cast<float>(noise.Normal());
  }
  return GaussianLogProb(action_size(), action, mean, log_std().data(), inverse_std_.data());
}

void Policy::LogProbs(const PolicySamples& samples, float* log_prob) {
  const float* mean = Means(samples.size, samples.observation);
  FindInverseStd();
  for (int64_t b = 0; b < samples.size; ++b) {
    log_prob[b] = GaussianLogProb(action_size(), samples.action + b * action_size(),
                                  mean + b * action_size(), log_std().data(), inverse_std_.data());
  }
}

double Policy::Entropy() const {
  double sum = 0;
  for (float log_std : log_std()) sum += log_std + 0.5 * (1 + std::log(2 * std::numbers::pi));
  return sum;
}

double Policy::MeanKl(int64_t num_samples, const GaussianAt& old, const float* mean) const {
  const int64_t size = action_size();
  double sum = 0;
  for (int64_t j = 0; j < size; ++j) {
    const double log_ratio = double{log_std()[j]} - old.log_std[j];  // log(sigma / sigma_old)
    const double variance_ratio = std::exp(-2 * log_ratio);
    const double precision = std::exp(-2 * double{log_std()[j]});
    double squares = 0;
    for (int64_t b = 0; b < num_samples; ++b) {
      const double shift = double{mean[b * size + j]} - old.mean[b * size + j];
      squares += shift * shift;
    }
    sum += log_ratio +
           0.5 * (variance_ratio - 1 + precision * squares / static_cast<double>(num_samples));
  }
  return sum;
}

void Policy::FisherVectorProduct(int64_t num_samples, const float* observation, double damping,
                                 std::span<const float> direction, std::span<float> product) {
  const int64_t size = action_size(), network = layout_.num_parameters();
  FindInverseStd();
  Jvp(layout_, parameters_.data(), num_samples, observation, direction.data(), activations_,
      by_mean_.data());
  const float share = 1.0f / static_cast<float>(num_samples);
  for (int64_t b = 0; b < num_samples; ++b) {
    for (int64_t j = 0; j < size; ++j)
      by_mean_[b * size + j] *= share * inverse_std_[j] * inverse_std_[j];
  }
  Backward(layout_, parameters_.data(), num_samples, observation, by_mean_.data(), activations_,
           product.data());
  for (int64_t j = 0; j < size; ++j) product[network + j] = 2 * direction[network + j];
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
  file.tensors["log_std"] = ToStored(log_std().data(), log_std().size());
}

void Policy::RestoreFrom(const TensorFile& file, const std::string& where) {
  const auto read = [&](const std::string& name, const std::vector<int64_t>& shape,
                        int64_t offset) {
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end() || found->second.dtype != DtypeName<float>() ||
        found->second.shape != shape) {
      throw ConfigError(where + ": " + name +
                        ": is missing or of another type or shape than its config says");
    }
    std::memcpy(parameters_.data() + offset, found->second.bytes.data(),
                found->second.bytes.size());
  };
  for (size_t l = 0; l < layout_.layers().size(); ++l) {
    const auto& [in, out, weight, bias] = layout_.layers()[l];
    read("policy." + std::to_string(l) + ".weight", {in, out}, weight);
    read("policy." + std::to_string(l) + ".bias", {out}, bias);
  }
  read("log_std", {action_size()}, layout_.num_parameters());
}

}  // namespace gaitbench
