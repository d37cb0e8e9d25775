#include "algos/replay/replay_files.h"

#include <algorithm>

#include <fmt/format.h>

#include "results/log/atomic_file.h"
#include "results/log/config_error.h"
#include "results/log/content_hash.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMostStepsOfAFile = int64_t{1} << 16;  // it is in memory as a whole
constexpr const char* kPreviousBegin = "previous_begin";
constexpr const char* kPreviousHash = "previous_hash";

fs::path PathOf(const fs::path& folder, int64_t begin) {
  return folder / fmt::format("replay_{:012}.safetensors", begin);
}

const std::string& Metadata(const TensorFile& file, const char* key, const fs::path& path) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end())
    throw ConfigError(path.string(), fmt::format("is no part of a checkpoint (no {})", key));
  return found->second;
}

int64_t WholeNumber(const std::string& text, const fs::path& path) {
  if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != std::string::npos)
    throw ConfigError(path.string(), fmt::format("{}: expected a count", kPreviousBegin));
  return std::stoll(text);
}

}  // namespace

void ReplayFiles::Append(const ReplayBuffer& buffer, const fs::path& folder) {
  // a file is over where the next one begins
  while (begins_.size() > 1 && begins_[1] <= first_) {
    std::error_code gone_already;
    fs::remove(PathOf(folder, begins_.front()), gone_already);
    begins_.pop_front();
  }
  first_ = buffer.first();
  for (int64_t begin = std::max(end_, first_); begin < buffer.num_added(); begin = end_)
    Write(buffer, begin, std::min(begin + kMostStepsOfAFile, buffer.num_added()), folder);
}

void ReplayFiles::Write(const ReplayBuffer& buffer, int64_t begin, int64_t end,
                        const fs::path& folder) {
  TensorFile file;
  file.metadata = {{kPreviousBegin, std::to_string(last_begin_)},
                   {kPreviousHash, std::string(last_hash_.begin(), last_hash_.end())}};
  buffer.WriteSteps(begin, end, file);
  const std::string bytes = Serialize(file);
  WriteFileAtomically(PathOf(folder, begin), bytes);
  const std::string hash = ContentHash(bytes);
  last_hash_.assign(hash.begin(), hash.end());
  last_begin_ = begin;
  end_ = end;
  begins_.push_back(begin);
}

// The beginnings of the files that hold the env steps from `first` on, found from the last one.
std::deque<int64_t> ReplayFiles::Chain(const fs::path& folder, int64_t first) const {
  std::deque<int64_t> begins;
  int64_t begin = last_begin_;
  std::string hash(last_hash_.begin(), last_hash_.end());
  while (begins.empty() || begins.front() > first) {
    const fs::path path = PathOf(folder, begin);
    const std::string bytes = ReadFile(path);
    if (ContentHash(bytes) != hash)
      throw ConfigError(path.string(), "is not the part that the checkpoint was written with");
    if (!begins.empty() && begin >= begins.front())
      throw ConfigError(path.string(), "does not come before the part that follows it");
    begins.push_front(begin);
    const TensorFile file = ParseTensorFile(bytes, path.string());
    begin = WholeNumber(Metadata(file, kPreviousBegin, path), path);
    hash = Metadata(file, kPreviousHash, path);
  }
  return begins;
}

void ReplayFiles::Read(const fs::path& folder, ReplayBuffer& buffer) {
  if (end_ == 0) return;
  first_ = std::max<int64_t>(0, end_ - buffer.capacity());
  begins_ = Chain(folder, first_);
  buffer.StartAt(begins_.front());
  for (int64_t begin : begins_) {
    const fs::path path = PathOf(folder, begin);
    if (begin != buffer.num_added())
      throw ConfigError(path.string(), fmt::format("begins with env step {} where {} belongs",
                                                   begin, buffer.num_added()));
    buffer.ReadSteps(ReadTensorFile(path), path.string());
  }
  if (buffer.num_added() != end_)
    throw ConfigError(folder.string(),
                      fmt::format("has env steps up to {} where the checkpoint has {}",
                                  buffer.num_added(), end_));
}

}  // namespace gaitbench
