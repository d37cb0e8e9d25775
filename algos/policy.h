// The policy: a diagonal Gaussian whose mean is a network of the observation and whose log standard
// deviation is a free parameter.
//
// Axes: B samples, O observation size, A action size, P parameters (the network's, then log_std).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/mlp.h"
#include "algos/objective.h"
#include "algos/safetensors.h"
#include "envs/random.h"

namespace gaitbench {

// Samples that an update looks at: rows of observations [B,O] and actions [B,A].
struct PolicySamples {
  int64_t size;  // B
  const float* observation;
  const float* action;
};

// The Gaussian at some observations: what a ratio or a KL needs of the policy that acted.
struct GaussianAt {
  const float* mean;     // [B,A]
  const float* log_std;  // [A]
};

// Adds -coef x KL(old||new) of each sample to an objective (Schulman et al. 2017, equation 8).
struct KlPenalty {
  float coef;
  GaussianAt old;
};

class Policy {
 public:
  Policy(const AlgoConfig& config, int64_t observation_size, int64_t action_size,
         int64_t max_samples, RandomStream& weights);

  int64_t observation_size() const { return layout_.shape().inputs; }  // O
  int64_t action_size() const { return layout_.shape().outputs; }      // A
  const MlpLayout& layout() const { return layout_; }
  std::span<float> parameters() { return parameters_; }  // [P]
  std::span<const float> parameters() const { return parameters_; }
  std::span<const float> log_std() const {
    return parameters().subspan(layout_.num_parameters());
  }  // [A]

  // Means [B,A] at observations [B,O]; valid until the next call of anything but const functions.
  const float* Means(int64_t num_samples, const float* observation);
  const float* LastMeans() const { return activations_.output(); }

  // One action [A] around a mean [A], with its log density.
  float Sample(const float* mean, RandomStream& noise, float* action);

  // log densities [B] of actions at their observations.
  void LogProbs(const PolicySamples& samples, float* log_prob);

  // nats
  double Entropy() const;
  // Mean KL(old||this) over B observations whose means under this policy are given.
  double MeanKl(int64_t num_samples, const GaussianAt& old, const float* mean) const;

  // The tensors policy.<layer>.weight [in,out], policy.<layer>.bias [out] and log_std [A] of a
  // policy file.
  void SaveTo(TensorFile& file) const;
  void RestoreFrom(const TensorFile& file, const std::string& where);

  // gradient [P] of (1/B) sum_b surrogate(log_prob_b, b) + entropy_coef x entropy, to be ascended;
  // with a penalty where one is given. `surrogate` gives a Surrogate. Returns the mean surrogate.
  template <class SurrogateOf>
  double Gradient(const PolicySamples& samples, SurrogateOf&& surrogate, double entropy_coef,
                  std::span<float> gradient, const KlPenalty* penalty = nullptr);

  // (F + damping) direction, with F the Fisher matrix at B observations: J^T diag(1 / sigma^2) J /
  // B for the mean, 2 for each log_std. Means() must have been called on those observations. [P] ->
  // [P]
  void FisherVectorProduct(int64_t num_samples, const float* observation, double damping,
                           std::span<const float> direction, std::span<float> product);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("parameters", self.parameters_);
  }

 private:
  void FindInverseStd();
  void AddPenaltyGradient(const KlPenalty& penalty, int64_t num_samples, const float* mean,
                          float* by_log_std);

  MlpLayout layout_;
  std::vector<float> parameters_;  // [P]
  MlpActivations activations_;
  std::vector<float> by_mean_;      // [B,A]
  std::vector<float> inverse_std_;  // [A], exp(-log_std) of the last FindInverseStd
};

template <class SurrogateOf>
double Policy::Gradient(const PolicySamples& samples, SurrogateOf&& surrogate, double entropy_coef,
                        std::span<float> gradient, const KlPenalty* penalty) {
  const int64_t num_actions = action_size();
  const float* mean = Means(samples.size, samples.observation);
  FindInverseStd();
  float* by_log_std = gradient.data() + layout_.num_parameters();
  std::fill_n(by_log_std, num_actions,
              static_cast<float>(entropy_coef));  // d entropy / d log_std = 1
  const float share = 1.0f / static_cast<float>(samples.size);
  double sum = 0;
  for (int64_t b = 0; b < samples.size; ++b) {
    const float* action = samples.action + b * num_actions;
    const float* mean_b = mean + b * num_actions;
    const float log_prob =
        GaussianLogProb(num_actions, action, mean_b, log_std().data(), inverse_std_.data());
    const Surrogate result = surrogate(log_prob, b);
    sum += result.value;
    GaussianLogProbGradient(num_actions, action, mean_b, inverse_std_.data(),
                            share * result.by_log_prob, by_mean_.data() + b * num_actions,
                            by_log_std);
  }
  if (penalty) AddPenaltyGradient(*penalty, samples.size, mean, by_log_std);
  Backward(layout_, parameters_.data(), samples.size, samples.observation, by_mean_.data(),
           activations_, gradient.data());
  return sum / static_cast<double>(samples.size);
}

}  // namespace gaitbench
