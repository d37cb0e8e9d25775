#include "results/log/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace gaitbench {
namespace {

// Indices are taken in order, so those before one that failed are all done when the threads end.
class IndexQueue {
 public:
  IndexQueue(size_t count, const std::function<void(size_t)>& body) : end_(count), body_(body) {}

  void Work() {
    for (size_t index = next_++; index < end_; index = next_++) {
      try {
        body_(index);
      } catch (...) {
        Fail(index);
      }
    }
  }

  void ThrowFirst() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void Fail(size_t index) {
    const std::lock_guard lock(mutex_);
    if (index >= end_) return;
    end_ = index;  // none after it
    error_ = std::current_exception();
  }

  std::atomic<size_t> next_ = 0, end_;
  std::mutex mutex_;
  std::exception_ptr error_;  // of the least index
  const std::function<void(size_t)>& body_;
};

}  // namespace

void ForEachIndex(size_t count, const std::function<void(size_t)>& body) {
  const size_t cores = std::max(1U, std::thread::hardware_concurrency());
  IndexQueue queue(count, body);
  {
    std::vector<std::jthread> others;
    try {
      for (size_t i = 1; i < std::min(cores, count); ++i)
        others.emplace_back([&] { queue.Work(); });
    } catch (const std::system_error&) {  // no more threads for this user: those there are will do
    }
    queue.Work();
  }
  queue.ThrowFirst();
}

}  // namespace gaitbench
