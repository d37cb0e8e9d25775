// A replay buffer on disk: files of the env steps that came since the last one, each written once.
// What is saved with the run is how far they go and the hash of the last, each of which has the
// hash of the one before it in its metadata: files that a killed run left too many are no part of
// it.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <vector>

#include "algos/replay/replay_buffer.h"

namespace gaitbench {

class ReplayFiles {
 public:
  // Writes what the buffer has and no file does, and removes files that are older than all that it
  // kept at the last call.
  void Append(const ReplayBuffer& buffer, const std::filesystem::path& folder);

  // Fills an empty buffer with what it kept at the last call of Append. ConfigError where a file is
  // missing, damaged or not the one that was written.
  void Read(const std::filesystem::path& folder, ReplayBuffer& buffer);

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("end", self.end_);
    visit("last_begin", self.last_begin_);
    visit("last_hash", self.last_hash_);
  }

 private:
  static constexpr size_t kHashSize = 32;  // of ContentHash

  void Write(const ReplayBuffer& buffer, int64_t begin, int64_t end,
             const std::filesystem::path& folder);
  std::deque<int64_t> Chain(const std::filesystem::path& folder, int64_t first) const;

  int64_t end_ = 0;         // env steps that are in files
  int64_t last_begin_ = 0;  // the first of the last file
  std::vector<char> last_hash_ = std::vector<char>(kHashSize, '0');
  std::deque<int64_t> begins_;  // of the files that there are
  int64_t first_ = 0;           // the oldest env step kept at the last call
};

}  // namespace gaitbench
