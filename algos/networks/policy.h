// The policy: a diagonal Gaussian whose mean is a network of the observation. What its standard
// deviation is made of (deviation.h) is a free parameter for all observations or, with
// state_dependent_std, a second half of the network's output.
//
// Axes: B samples, O observation size, A action size, P parameters (the network's, then the free
// ones [A]).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algos/kernels/kernels.h"
#include "algos/kernels/sizes.h"
#include "algos/networks/deviation.h"
#include "algos/networks/gaussian.h"
#include "algos/networks/mlp.h"
#include "algos/networks/network_settings.h"
#include "algos/networks/objective.h"
#include "envs/random.h"
#include "results/log/safetensors.h"

namespace gaitbench {

// Samples that an update looks at.
struct PolicySamples {
  std::span<const float> observation;  // [B,O]
  std::span<const float> action;       // [B,A]
};

// Adds -coef x KL(old||new) of each sample to an objective (Schulman et al. 2017, equation 8).
struct KlPenalty {
  float coef;
  GaussianAt old;
};

// What a policy is made from.
struct PolicySettings : NetworkSettings, GaussianSettings {
  bool operator==(const PolicySettings&) const = default;
};

class Policy {
 public:
  Policy(const PolicySettings& settings, int64_t observation_size, int64_t action_size,
         int64_t max_samples, RandomStream& weights);

  int64_t observation_size() const { return layout_.shape().inputs; }  // O
  int64_t action_size() const { return action_size_; }                 // A
  const MlpLayout& layout() const { return layout_; }
  const DeviationRule& deviation_rule() const { return deviation_; }
  std::span<float> parameters() {  // [P], to be changed
    ++version_;
    return parameters_;
  }
  std::span<const float> parameters() const { return parameters_; }

  // The distribution of actions at observations [B,O], B at most max_samples.
  ActionDistribution At(std::span<const float> observation);

  // log standard deviations [A], of a policy that has the same at all observations.
  std::vector<float> LogStd() const;

  // policy.<layer>.weight [in,out] and .bias [out], log_std [A], and std_parameter where log_std is
  // made of it.
  void SaveTo(TensorFile& file) const;
  void RestoreFrom(const TensorFile& file, const std::string& where);

  // gradient [P] of (1/B) sum_b surrogate(log_prob_b, b) + entropy_coef x entropy, to be ascended;
  // with a penalty where one is given. `surrogate` gives a Surrogate. Returns the mean surrogate.
  template <class SurrogateOf>
  double Gradient(const PolicySamples& samples, SurrogateOf&& surrogate, double entropy_coef,
                  std::span<float> gradient, const KlPenalty* penalty = nullptr);

  // (F + damping) direction, with F the Fisher matrix at the B observations of `at`, which this
  // policy gave: J^T diag(1 / sigma^2) J / B for the mean, 2 for each log_std. [P] -> [P]
  void FisherVectorProduct(const ActionDistribution& at, double damping,
                           std::span<const float> direction, std::span<float> product);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("parameters", self.parameters_);
  }

 private:
  // Deviations come in rows [A]: one for all B observations, or one for each.
  int64_t NumRows(int64_t num_samples) const { return state_dependent_ ? num_samples : 1; }
  int64_t row_stride() const { return state_dependent_ ? action_size_ : 0; }
  int64_t output_size() const { return layout_.shape().outputs; }  // A, or 2A with deviations

  std::span<const float> network() const { return parameters().first(layout_.num_parameters()); }
  std::span<float> by_output(int64_t num_samples) {  // [B,O]
    return std::span(by_output_).first(num_samples * output_size());
  }

  void FindDeviations(int64_t num_samples);
  void AddPenaltyGradient(const KlPenalty& penalty, const GaussianAt& now, float* by_log_std);
  void FinishGradient(std::span<const float> observation, float* by_log_std,
                      std::span<float> gradient);

  int64_t action_size_;
  bool state_dependent_;
  DeviationRule deviation_;
  MlpLayout layout_;
  std::vector<float> parameters_;  // [P]
  MlpActivations activations_;
  std::vector<float> mean_;  // [B,A] of the last At, where the output holds deviations too
  std::vector<float> log_std_, inverse_std_, log_std_by_parameter_;  // [rows,A] of the last At
  std::vector<float> by_output_;                                     // [B,A] or [B,2A]
  std::vector<float> by_row_;                                        // [B,A], of log_std
  std::vector<float> z_;                                             // [B,A], (action - mean) / std
  std::vector<float> log_prob_, by_log_prob_;                        // [B]
  uint64_t version_ = 0;  // of the parameters and of the last At
};

template <class SurrogateOf>
double Policy::Gradient(const PolicySamples& samples, SurrogateOf&& surrogate, double entropy_coef,
                        std::span<float> gradient, const KlPenalty* penalty) {
  const ActionDistribution now = At(samples.observation);
  const GaussianAt at = now.gaussian();
  RequireSize("actions", samples.action.size(), at.mean.size());
  RequireSize("gradient", gradient.size(), parameters_.size());
  const int64_t num_samples = at.num_samples(), num_rows = NumRows(num_samples);
  float* by_log_std =
      state_dependent_ ? by_row_.data() : gradient.data() + layout_.num_parameters();
  std::fill_n(by_log_std, num_rows * action_size_,  // d entropy / d log_std = 1
              static_cast<float>(entropy_coef / static_cast<double>(num_rows)));
  const Kernels& kernels = CurrentKernels();
  const GaussianRows rows = now.rows();
  kernels.gaussian_log_probs(rows, samples.action.data(), z_.data(), log_prob_.data());
  const float share = 1.0f / static_cast<float>(num_samples);
  double sum = 0;
  for (int64_t b = 0; b < num_samples; ++b) {
    const Surrogate result = surrogate(log_prob_[b], b);
    sum += result.value;
    by_log_prob_[b] = share * result.by_log_prob;
  }
  kernels.gaussian_gradients(rows, z_.data(), by_log_prob_.data(), output_size(), by_output_.data(),
                             by_log_std);
  if (penalty) AddPenaltyGradient(*penalty, at, by_log_std);
  FinishGradient(samples.observation, by_log_std, gradient);
  return sum / static_cast<double>(num_samples);
}

}  // namespace gaitbench
