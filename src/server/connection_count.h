#pragma once
// How many connections are open, over all event loops; bounds them and lets a stop wait for them.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace dynarocks::server {

class ConnectionCount {
 public:
  explicit ConnectionCount(std::size_t limit) : limit_(limit) {}

  /// Counts one more; false when the limit is reached.
  [[nodiscard]] bool open() {
    const std::lock_guard lock(mutex_);
    if (count_ >= limit_) return false;
    ++count_;
    return true;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    if (--count_ == 0) none_.notify_all();
  }

  /// Waits until none is open; false when that takes longer than `limit`.
  [[nodiscard]] bool wait_until_none(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    return none_.wait_for(lock, limit, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable none_;
  std::size_t count_ = 0;
  const std::size_t limit_;
};

}  // namespace dynarocks::server
