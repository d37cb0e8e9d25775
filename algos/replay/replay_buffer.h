// What one environment went through, the last `capacity` env steps of it, to be learned from again
// in any order (Lin 1992). Each observation is kept once: what follows an env step is the next
// one's observation, but after a time limit, where it is kept beside, and after the newest.
//
// Axes: B samples, O observation size, A action size.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "envs/random.h"
#include "results/log/safetensors.h"

namespace gaitbench {

// How an env step left its episode.
enum class EpisodeEnd : uint8_t {
  kNone,
  kTerminated,  // nothing comes after it
  kTruncated,   // it was cut off: what would have come counts
};

// n-step transitions: the target of a sample's action value is reward + discount
// Q(next_observation) (Sutton & Barto 2018, equation 7.4).
struct ReplayBatch {
  ReplayBatch(int64_t num_samples, int64_t observation_size, int64_t action_size)
      : observation(num_samples * observation_size),
        action(num_samples * action_size),
        reward(num_samples),
        discount(num_samples),
        next_observation(num_samples * observation_size) {}

  int64_t num_samples() const { return static_cast<int64_t>(reward.size()); }  // B

  std::vector<float> observation;       // [B,O]
  std::vector<float> action;            // [B,A]
  std::vector<float> reward;            // [B], discounted sum over the steps
  std::vector<float> discount;          // [B], of what follows them; 0 after a terminal step
  std::vector<float> next_observation;  // [B,O]; the sample's own last one after a terminal step
};

class ReplayBuffer {
 public:
  // Memory is taken as env steps come.
  ReplayBuffer(int64_t capacity, int64_t observation_size, int64_t action_size);

  // Of one env step: observation, action, reward and how it left its episode. Time limits come to
  // an observation more.
  static int64_t BytesPerStep(int64_t observation_size, int64_t action_size);

  // An episode begins; before the first env step and after each end.
  void Start(std::span<const float> observation);  // [O]

  // An env step from the observation that was last. next_observation [O] is that of the same
  // episode, where it was truncated too; after a terminal step it is not looked at.
  void Add(std::span<const float> action, float reward, EpisodeEnd end,
           std::span<const float> next_observation);

  int64_t capacity() const { return capacity_; }
  int64_t num_added() const { return num_added_; }           // env steps since the beginning
  int64_t first() const { return num_added_ - num_kept(); }  // the oldest that is kept
  int64_t num_kept() const { return static_cast<int64_t>(ends_.size()); }

  // Every kept env step equally likely, with replacement. n_step rewards are summed, fewer where
  // the episode ends or the newest env step is reached.
  void Sample(int64_t n_step, double discount, RandomStream& order, ReplayBatch& batch) const;
  // The b-th sample of a batch, as it begins with env step `index`.
  void Read(int64_t index, int64_t n_step, double discount, int64_t b, ReplayBatch& batch) const;

  // Kept env steps [begin, end) as tensors of a file, and what such a file holds after those that
  // are there. ConfigError at `where` if it does not fit.
  void WriteSteps(int64_t begin, int64_t end, TensorFile& file) const;
  void ReadSteps(const TensorFile& file, const std::string& where);
  // Of an empty buffer: its first env step is number `index`.
  void StartAt(int64_t index);

  // What is saved with the run: the observation that the next env step begins with. The steps are
  // not among it.
  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("newest", self.newest_);
  }

 private:
  struct Successor {
    int64_t index;                   // of the env step that a time limit ended
    std::vector<float> observation;  // [O], after it
  };

  int64_t Place(int64_t index) const { return (index - begin_) % capacity_; }
  const float* Row(int64_t index) const { return rows_.data() + Place(index) * row_size_; }
  EpisodeEnd EndOf(int64_t index) const { return ends_[Place(index)]; }
  const float* After(int64_t index) const;
  void Push(std::span<const float> row, EpisodeEnd end);
  void KeepSuccessor(int64_t index, std::span<const float> observation);

  int64_t capacity_, observation_size_, action_size_, row_size_;
  int64_t begin_ = 0, num_added_ = 0;
  std::vector<float> rows_;           // [kept, O + A + 1]: observation, action, reward
  std::vector<EpisodeEnd> ends_;      // [kept]
  std::deque<Successor> successors_;  // in order
  std::vector<float> newest_;         // [O], with which the next env step begins
  std::vector<float> row_;            // [O + A + 1], scratch
};

}  // namespace gaitbench
