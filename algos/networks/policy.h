// The policy: a diagonal Gaussian whose mean is a network of the observation. What its standard
// deviation is made of (deviation.h) is a free parameter for all observations or, with
// state_dependent_std, a second half of the network's output.
//
// Axes: B samples, O observation size, A action size, P parameters (the network's, then the free
// ones [A]).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "algos/networks/deviation.h"
#include "algos/networks/mlp.h"
#include "algos/networks/network_settings.h"
#include "algos/networks/objective.h"
#include "envs/random.h"
#include "results/log/safetensors.h"

namespace gaitbench {

// Samples that an update looks at: rows of observations [B,O] and actions [B,A].
struct PolicySamples {
  int64_t size;  // B
  const float* observation;
  const float* action;
};

// The Gaussian at B observations: what a ratio or a KL needs of the policy that acted.
struct GaussianAt {
  const float* mean;           // [B,A]
  const float* log_std;        // [A], or [B,A] with
  int64_t log_std_stride = 0;  // A
};

// Adds -coef x KL(old||new) of each sample to an objective (Schulman et al. 2017, equation 8).
struct KlPenalty {
  float coef;
  GaussianAt old;
};

enum class KlDirection { kOldNew, kNewOld };
constexpr auto Names(KlDirection) {
  return std::array{std::pair{KlDirection::kOldNew, "old_new"},
                    std::pair{KlDirection::kNewOld, "new_old"}};
}

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
  std::span<float> parameters() { return parameters_; }  // [P]
  std::span<const float> parameters() const { return parameters_; }

  // The Gaussian at observations [B,O]; valid until the next call of anything but const functions.
  GaussianAt At(int64_t num_samples, const float* observation);
  GaussianAt Last() const;  // what At gave last

  // One action [A] at the b-th observation of the last At, with its log density.
  float Sample(int64_t b, RandomStream& noise, float* action) const;

  // log densities [B] of actions at their observations; calls At.
  void LogProbs(const PolicySamples& samples, float* log_prob);

  // Means over the B observations of the last At: entropy and KL(old||this), or KL(this||old), in
  // nats; standard deviation over actions too.
  double Entropy(int64_t num_samples) const;
  double MeanKl(int64_t num_samples, const GaussianAt& old,
                KlDirection direction = KlDirection::kOldNew) const;
  double MeanStd(int64_t num_samples) const;

  // log standard deviations [A], of a policy that has the same at all observations.
  std::vector<float> LogStd() const;

  // The tensors of a policy file; checkpoint.h says which.
  void SaveTo(TensorFile& file) const;
  void RestoreFrom(const TensorFile& file, const std::string& where);

  // gradient [P] of (1/B) sum_b surrogate(log_prob_b, b) + entropy_coef x entropy, to be ascended;
  // with a penalty where one is given. `surrogate` gives a Surrogate. Returns the mean surrogate.
  template <class SurrogateOf>
  double Gradient(const PolicySamples& samples, SurrogateOf&& surrogate, double entropy_coef,
                  std::span<float> gradient, const KlPenalty* penalty = nullptr);

  // (F + damping) direction, with F the Fisher matrix at the B observations of the last At: J^T
  // diag(1 / sigma^2) J / B for the mean, 2 for each log_std. [P] -> [P]
  void FisherVectorProduct(int64_t num_samples, const float* observation, double damping,
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

  void FindDeviations(int64_t num_samples);
  void AddPenaltyGradient(const KlPenalty& penalty, int64_t num_samples, float* by_log_std);
  void FinishGradient(int64_t num_samples, const float* observation, float* by_log_std,
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
};

template <class SurrogateOf>
double Policy::Gradient(const PolicySamples& samples, SurrogateOf&& surrogate, double entropy_coef,
                        std::span<float> gradient, const KlPenalty* penalty) {
  const int64_t num_actions = action_size(), num_outputs = output_size(), stride = row_stride();
  const int64_t num_rows = NumRows(samples.size);
  const float* mean = At(samples.size, samples.observation).mean;
  float* by_log_std =
      state_dependent_ ? by_row_.data() : gradient.data() + layout_.num_parameters();
  std::fill_n(by_log_std, num_rows * num_actions,  // d entropy / d log_std = 1
              static_cast<float>(entropy_coef / static_cast<double>(num_rows)));
  const float share = 1.0f / static_cast<float>(samples.size);
  double sum = 0;
  for (int64_t b = 0; b < samples.size; ++b) {
    const float* action = samples.action + b * num_actions;
    const float* mean_b = mean + b * num_actions;
    const float* inverse_std = inverse_std_.data() + b * stride;
    const float log_prob =
        GaussianLogProb(num_actions, action, mean_b, log_std_.data() + b * stride, inverse_std);
    const Surrogate result = surrogate(log_prob, b);
    sum += result.value;
    GaussianLogProbGradient(num_actions, action, mean_b, inverse_std, share * result.by_log_prob,
                            by_output_.data() + b * num_outputs, by_log_std + b * stride);
  }
  if (penalty) AddPenaltyGradient(*penalty, samples.size, by_log_std);
  FinishGradient(samples.size, samples.observation, by_log_std, gradient);
  return sum / static_cast<double>(samples.size);
}

}  // namespace gaitbench
