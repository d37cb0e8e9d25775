// Values of discretized actions, decoupled over action dimensions: Q(s, a) is the mean over j of
// Q_j(s, a_j), and the network's output has Q_j of each of the bins of each dimension, so the best
// action is each dimension's best bin (Seyde et al. 2023, arXiv:2210.12566, equation 3).
//
// Axes: B samples, O observation size, A action size, K bins.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "algos/dqn/settings.h"
#include "algos/networks/mlp.h"
#include "algos/replay/replay_buffer.h"
#include "algos/replay/trained_network.h"
#include "envs/random.h"

namespace gaitbench {

// The bins are -1 ... 1, evenly.
float ActionOfBin(int64_t bin, int64_t num_bins);
int64_t BinOfAction(float action, int64_t num_bins);

// The best bin's action [A] of a row of values [A,K]; of equal ones the first.
void BestActions(std::span<const float> values, int64_t num_bins, std::span<float> action);

struct QMeasures {
  double loss;        // mean squared error
  double mean_value;  // on the batch
  double gradient_norm;
};

class DecoupledQ {
 public:
  DecoupledQ(const DqnSettings& settings, int64_t observation_size, int64_t action_size,
             RandomStream& weights);

  // One update on a batch, whose actions are bins'.
  QMeasures Update(const ReplayBatch& batch);

  // The targets [B] of a batch, before the update: reward + discount x mean over j of Q_j(s', best
  // a_j).
  std::span<const float> Targets(const ReplayBatch& batch);
  // The values [B] of the batch's actions. Both are valid until the next call.
  std::span<const float> Values(const ReplayBatch& batch);

  const MlpLayout& layout() const { return layout_; }
  TrainedNetwork& network() { return network_; }
  const TrainedNetwork& network() const { return network_; }
  int64_t num_updates() const { return num_updates_; }  // so far

  // What is not finite; none if all is.
  std::optional<std::string> FindDivergence() const;

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("network", self.network_);
    visit("num_updates", self.num_updates_);
  }

 private:
  // Calls visit(b, the place of Q_j(s, a_j) in the network's output) for all B x A actions [B,A].
  template <class Visit>
  void ForEachAction(std::span<const float> action, Visit&& visit) const;
  // The mean over j of the output at the bins of `action` [B,A], into `values` [B].
  void MeanOverActions(std::span<const float> action, std::vector<float>& values);

  DqnSettings settings_;
  int64_t action_size_;
  MlpLayout layout_;
  TrainedNetwork network_;
  int64_t num_updates_ = 0;

  // scratch
  MlpActivations activations_;
  std::vector<float> best_;             // [B,A]
  std::vector<float> target_, value_;   // [B]
  std::vector<float> output_gradient_;  // [B,A,K]
};

}  // namespace gaitbench
