// Diagonal Gaussians over actions, one at each of B observations, and what a policy says of them.
//
// Axes: B samples, A action size.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

#include "algos/kernels/kernels.h"
#include "envs/random.h"

namespace gaitbench {

// In buffers of others: what a ratio or a KL needs of the policy that acted.
struct GaussianAt {
  int64_t action_size;             // A
  std::span<const float> mean;     // [B,A]
  std::span<const float> log_std;  // [A], the same at all observations, or [B,A]

  int64_t num_samples() const { return static_cast<int64_t>(mean.size()) / action_size; }  // B
  int64_t num_rows() const { return static_cast<int64_t>(log_std.size()) / action_size; }
  int64_t row_stride() const { return log_std.size() == mean.size() ? action_size : 0; }
};

enum class KlDirection { kOldNew, kNewOld };
constexpr auto Names(KlDirection) {
  return std::array{std::pair{KlDirection::kOldNew, "old_new"},
                    std::pair{KlDirection::kNewOld, "new_old"}};
}

// Means over the samples: entropy, KL(old||now) or KL(now||old), in nats; standard deviation over
// actions too.
double MeanEntropy(const GaussianAt& at);
double MeanKl(const GaussianAt& old, const GaussianAt& now,
              KlDirection direction = KlDirection::kOldNew);
double MeanStd(const GaussianAt& at);

// What Policy::At gives: the policy's Gaussians at some observations, in the policy's own buffers.
// It is current until the policy's parameters are handed out to be changed or its next At; a later
// use is a std::logic_error.
class ActionDistribution {
 public:
  const GaussianAt& gaussian() const;
  GaussianRows rows() const;                                           // the same for kernels
  std::span<const float> observation() const { return observation_; }  // [B,O]

  // One action [A] of the b-th sample, with its log density.
  float Sample(int64_t b, RandomStream& noise, std::span<float> action) const;

  // log densities [B] of actions [B,A]
  void LogProbs(std::span<const float> action, std::span<float> log_prob) const;

  // Means over the B samples, as above.
  double Entropy() const { return MeanEntropy(gaussian()); }
  double Std() const { return MeanStd(gaussian()); }
  double Kl(const GaussianAt& old, KlDirection direction = KlDirection::kOldNew) const {
    return MeanKl(old, gaussian(), direction);
  }

 private:
  friend class Policy;

  GaussianAt gaussian_;
  std::span<const float> inverse_std_;  // as log_std
  std::span<const float> observation_;
  const uint64_t* version_;  // of the policy's buffers
  uint64_t made_at_;         // what it was then
};

}  // namespace gaitbench
