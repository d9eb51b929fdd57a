#pragma once
// Time is a parameter: everything that knows time takes a Clock by constructor, so that tests (and
// users) can move it. The system clock is read in clock.cpp alone.

#include <atomic>
#include <chrono>
#include <cstdint>

namespace dynarocks {

/// Milliseconds since 1970-01-01 UTC.
using EpochMillis = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual EpochMillis now_millis() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] EpochMillis now_millis() const override;
};

/// A clock that moves only when told to. Safe to read from any thread.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(EpochMillis start) : now_(start) {}
  [[nodiscard]] EpochMillis now_millis() const override { return now_.load(); }
  void set(EpochMillis now) { now_.store(now); }
  void advance(std::chrono::milliseconds by) { now_.fetch_add(by.count()); }

 private:
  std::atomic<EpochMillis> now_;
};

}  // namespace dynarocks
