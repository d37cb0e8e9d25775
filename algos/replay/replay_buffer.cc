#include "algos/replay/replay_buffer.h"

#include <algorithm>

#include "algos/kernels/saved.h"
#include "algos/kernels/sizes.h"

namespace gaitbench {

ReplayBuffer::ReplayBuffer(int64_t capacity, int64_t observation_size, int64_t action_size)
    : capacity_(capacity),
      observation_size_(observation_size),
      action_size_(action_size),
      row_size_(observation_size + action_size + 1),
      newest_(observation_size),
      row_(row_size_) {}

int64_t ReplayBuffer::BytesPerStep(int64_t observation_size, int64_t action_size) {
  return (observation_size + action_size + 1) * static_cast<int64_t>(sizeof(float)) +
         static_cast<int64_t>(sizeof(EpisodeEnd));
}

void ReplayBuffer::Start(std::span<const float> observation) {
  RequireSize("first observation", observation.size(), observation_size_);
  std::ranges::copy(observation, newest_.begin());
}

void ReplayBuffer::Add(std::span<const float> action, float reward, EpisodeEnd end,
                       std::span<const float> next_observation) {
  RequireSize("action", action.size(), action_size_);
  RequireSize("next observation", next_observation.size(), observation_size_);
  std::ranges::copy(newest_, row_.begin());
  std::ranges::copy(action, row_.begin() + observation_size_);
  row_.back() = reward;
  Push(row_, end);
  if (end == EpisodeEnd::kTruncated) KeepSuccessor(num_added_ - 1, next_observation);
  if (end == EpisodeEnd::kNone) std::ranges::copy(next_observation, newest_.begin());
}

// Grows until it is full; memory that is reserved is the system's until it is written.
void ReplayBuffer::Push(std::span<const float> row, EpisodeEnd end) {
  if (rows_.capacity() == 0) {
    rows_.reserve(capacity_ * row_size_);
    ends_.reserve(capacity_);
  }
  if (std::cmp_less(ends_.size(), capacity_)) {
    rows_.insert(rows_.end(), row.begin(), row.end());
    ends_.push_back(end);
  } else {
    std::ranges::copy(row, rows_.begin() + Place(num_added_) * row_size_);
    ends_[Place(num_added_)] = end;
  }
  ++num_added_;
  while (!successors_.empty() && successors_.front().index < first()) successors_.pop_front();
}

void ReplayBuffer::StartAt(int64_t index) {
  RequireRoom("env steps of an empty replay buffer", num_kept(), 0);
  begin_ = num_added_ = index;
}

void ReplayBuffer::KeepSuccessor(int64_t index, std::span<const float> observation) {
  successors_.push_back({index, {observation.begin(), observation.end()}});
}

// The observation [O] after an env step that was not terminal.
const float* ReplayBuffer::After(int64_t index) const {
  if (EndOf(index) == EpisodeEnd::kTruncated)
    return std::ranges::lower_bound(successors_, index, {}, &Successor::index)->observation.data();
  return index + 1 == num_added_ ? newest_.data() : Row(index + 1);
}

void ReplayBuffer::Sample(int64_t n_step, double discount, RandomStream& order,
                          ReplayBatch& batch) const {
  RequireRoom("samples of an empty replay buffer", num_kept() == 0 ? batch.num_samples() : 0, 0);
  for (int64_t b = 0; b < batch.num_samples(); ++b) {
    const auto drawn = static_cast<int64_t>(order.Below(static_cast<uint64_t>(num_kept())));
    Read(first() + drawn, n_step, discount, b, batch);
  }
}

void ReplayBuffer::Read(int64_t index, int64_t n_step, double discount, int64_t b,
                        ReplayBatch& batch) const {
  const int64_t o = observation_size_, a = action_size_;
  const float* row = Row(index);
  std::copy_n(row, o, batch.observation.begin() + b * o);
  std::copy_n(row + o, a, batch.action.begin() + b * a);
  double sum = 0, weight = 1;
  int64_t last = index;
  for (;; ++last) {
    sum += weight * Row(last)[o + a];
    weight *= discount;
    if (EndOf(last) != EpisodeEnd::kNone || last + 1 == num_added_ || last + 1 == index + n_step)
      break;
  }
  const bool terminal = EndOf(last) == EpisodeEnd::kTerminated;
  batch.reward[b] = static_cast<float>(sum);
  batch.discount[b] = terminal ? 0 : static_cast<float>(weight);
  std::copy_n(terminal ? Row(last) : After(last), o, batch.next_observation.begin() + b * o);
}

void ReplayBuffer::WriteSteps(int64_t begin, int64_t end, TensorFile& file) const {
  std::vector<float> rows, successors;
  std::vector<char> ends;
  rows.reserve((end - begin) * row_size_);
  for (int64_t i = begin; i < end; ++i) {
    rows.insert(rows.end(), Row(i), Row(i) + row_size_);
    ends.push_back(static_cast<char>(EndOf(i)));
    if (EndOf(i) == EpisodeEnd::kTruncated)
      successors.insert(successors.end(), After(i), After(i) + observation_size_);
  }
  file.tensors["rows"] = ToStored(rows.data(), rows.size());
  file.tensors["ends"] = ToStored(ends.data(), ends.size());
  file.tensors["successors"] = ToStored(successors.data(), successors.size());
}

void ReplayBuffer::ReadSteps(const TensorFile& file, const std::string& where) {
  const auto read = [&]<class T>(const char* name, size_t count, T) {
    std::vector<T> values(count);
    Restore(file, name, where, values);
    return values;
  };
  const size_t count =
      FindStored(file, "ends", DtypeName<char>(), std::nullopt, where).bytes.size();
  const std::vector<char> ends = read("ends", count, char{});
  const std::vector<float> rows = read("rows", count * row_size_, float{});
  constexpr auto kTruncated = static_cast<char>(EpisodeEnd::kTruncated);
  const auto is_end = [](char end) { return end >= 0 && end <= kTruncated; };
  if (!std::ranges::all_of(ends, is_end))
    throw ConfigError(where, "ends: has a byte that is no end of an episode");
  const auto num_successors = std::ranges::count(ends, kTruncated);
  const std::vector<float> successors =
      read("successors", num_successors * observation_size_, float{});
  const float* successor = successors.data();
  for (size_t i = 0; i < count; ++i) {
    const auto end = static_cast<EpisodeEnd>(ends[i]);
    Push(std::span(rows).subspan(i * row_size_, row_size_), end);
    if (ends[i] != kTruncated) continue;
    KeepSuccessor(num_added_ - 1, {successor, static_cast<size_t>(observation_size_)});
    successor += observation_size_;
  }
}

}  // namespace gaitbench
