// What the benchmarks of off-policy learners work on: one update of a preset on a buffer of random
// transitions, sampling included, and beside it the matrix products that it cannot do without.
//
// Axes: B samples, O observation size, A action size, H hidden units.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "algos/kernels/kernels.h"
#include "algos/off_policy/networks.h"
#include "algos/run/families.h"
#include "bench/micro/libtorch_multiply.h"
#include "envs/batched_env.h"

namespace gaitbench {

inline OffPolicySettings OffPolicyPreset(const std::string& preset, const std::string& task) {
  return FromValues<OffPolicySettings>(FindPreset(preset, task).values);
}

class OffPolicyUpdateBody {
 public:
  OffPolicyUpdateBody(const std::string& preset, const std::string& task)
      : OffPolicyUpdateBody(preset, task, BatchedEnv(FindTask(task), {})) {}

  void operator()() {
    buffer_.Sample(settings_.n_step, settings_.discount, stream_, batch_);
    networks_.Update(settings_, batch_, stream_);
  }

 private:
  OffPolicyUpdateBody(const std::string& preset, const std::string& task, const BatchedEnv& shape)
      : settings_(OffPolicyPreset(preset, task)),
        networks_(settings_, shape.observation_size(), shape.action_size(), stream_, stream_),
        buffer_(kSteps, shape.observation_size(), shape.action_size()),
        batch_(settings_.batch_size, shape.observation_size(), shape.action_size()) {
    std::vector<float> observation(shape.observation_size()), action(shape.action_size());
    buffer_.Start(observation);
    for (int64_t i = 0; i < kSteps; ++i) {
      for (float& x : observation) x = static_cast<float>(stream_.Normal());
      for (float& x : action) x = static_cast<float>(stream_.Uniform(-1, 1));
      buffer_.Add(action, 1, EpisodeEnd::kNone, observation);
    }
  }

  static constexpr int64_t kSteps = 10'000;
  RandomStream stream_{1};
  OffPolicySettings settings_;
  OffPolicyNetworks networks_;
  ReplayBuffer buffer_;
  ReplayBatch batch_;
};

// The products of such an update of SAC, with two hidden layers of equal size, by `multiply`.
class OffPolicyProductsBody {
 public:
  OffPolicyProductsBody(const std::string& preset, const std::string& task,
                        Product multiply = CurrentKernels().multiply)
      : OffPolicyProductsBody(OffPolicyPreset(preset, task), BatchedEnv(FindTask(task), {}),
                              multiply) {}

  void operator()() {
    const int64_t critic = observations_ + actions_, outputs = 2 * actions_;
    Forward(observations_, outputs);  // the next actions
    for (int critic_of_two = 0; critic_of_two < 2; ++critic_of_two) {
      Forward(critic, 1);  // of the targets
      Forward(critic, 1);
      WeightGradients(critic, 1);
      HiddenGradients(1);
      Forward(critic, 1);  // of the actor's actions
      HiddenGradients(1);
      Right(actions_, hidden_);  // by the action
    }
    Forward(observations_, outputs);
    WeightGradients(observations_, outputs);
    HiddenGradients(outputs);
  }

 private:
  OffPolicyProductsBody(const OffPolicySettings& settings, const BatchedEnv& shape,
                        Product multiply)
      : multiply_(multiply),
        samples_(settings.batch_size),
        observations_(shape.observation_size()),
        actions_(shape.action_size()),
        hidden_(settings.hidden_sizes.at(0)),
        a_(Largest(), 0.5f),
        b_(Largest(), 0.25f),
        c_(Largest()) {}

  int64_t Largest() const {
    const int64_t widest = std::max(hidden_, observations_ + actions_);
    return std::max(samples_, hidden_) * widest;
  }
  void Multiply(Transposed transposed, int64_t m, int64_t n, int64_t k) {
    multiply_(transposed, m, n, k, a_.data(), b_.data(), false, c_.data());
  }
  void Right(int64_t n, int64_t k) { Multiply(Transposed::kRight, samples_, n, k); }
  void Forward(int64_t inputs, int64_t outputs) {
    Multiply(Transposed::kNone, samples_, hidden_, inputs);
    Multiply(Transposed::kNone, samples_, hidden_, hidden_);
    Multiply(Transposed::kNone, samples_, outputs, hidden_);
  }
  void WeightGradients(int64_t inputs, int64_t outputs) {
    Multiply(Transposed::kLeft, inputs, hidden_, samples_);
    Multiply(Transposed::kLeft, hidden_, hidden_, samples_);
    Multiply(Transposed::kLeft, hidden_, outputs, samples_);
  }
  void HiddenGradients(int64_t outputs) {
    Right(hidden_, outputs);
    Right(hidden_, hidden_);
  }

  Product multiply_;
  int64_t samples_, observations_, actions_, hidden_;  // B, O, A, H
  std::vector<float> a_, b_, c_;
};

}  // namespace gaitbench
