#pragma once
// A clock that can be moved, stopped and sped up while others read it: the server's own, so that a
// test of what happens tomorrow need not wait until then. Why and how:
// docs/decisions/0008-movable-clock.md.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.h"

namespace dynarocks {

/// What is asked of a clock. Members that are given are applied together, in this order.
struct ClockChange {
  bool reset = false;  // to what its base says, running, at scale 1
  std::optional<EpochMillis> set = {};
  std::optional<std::chrono::milliseconds> advance = {};
  std::optional<double> scale = {};
  std::optional<bool> freeze = {};
};

/// Follows its base clock until it is changed. It goes back only when it is set back, or its base
/// is. Safe from any thread; reading takes no lock.
class MovableClock final : public Clock {
 public:
  /// The last millisecond of the year 9999: nothing moves the clock beyond it, nor before 1970.
  static constexpr EpochMillis latest = 253'402'300'799'999;
  static constexpr double slowest = 0.001;
  static constexpr double fastest = 1'000'000;

  struct State {
    EpochMillis now = 0;
    bool frozen = false;
    double scale = 1;                // how fast it runs unless it is frozen
    std::int64_t offset_millis = 0;  // ahead of its base
  };

  /// `base` must outlive the clock.
  explicit MovableClock(const Clock& base) : base_(base) {}

  [[nodiscard]] EpochMillis now_millis() const override { return state().now; }
  [[nodiscard]] State state() const;

  /// Changes nothing and answers false when a time or a scale would be out of bounds. Everybody
  /// who wants to be told of changes has been when it returns.
  [[nodiscard]] bool change(const ClockChange& change);

  /// To be called before other threads use the clock: whoever does things at their time registers
  /// here. `told` is called after each change, on the thread that changes the clock, and returns
  /// when everything due by then is done. It must not change the clock.
  void on_change(std::function<void()> told) { told_.push_back(std::move(told)); }

 private:
  /// The clock's face at one moment of its base.
  struct Mark {
    EpochMillis base = 0;
    EpochMillis now = 0;
    double scale = 1;
    bool frozen = false;
  };
  [[nodiscard]] static EpochMillis time_at(const Mark& mark, EpochMillis base);
  [[nodiscard]] static bool apply(const ClockChange& change, EpochMillis base, Mark& mark);
  /// The mark without regard to writers.
  [[nodiscard]] Mark load() const;
  void store(const Mark& mark);

  const Clock& base_;
  std::mutex change_mutex_;  // one change at a time
  // The mark. A reader that saw an odd version, or two different ones, tries again.
  std::atomic<std::uint64_t> version_ = 0;
  std::atomic<EpochMillis> mark_base_ = 0;
  std::atomic<EpochMillis> mark_now_ = 0;
  std::atomic<double> scale_ = 1;
  std::atomic<bool> frozen_ = false;
  std::vector<std::function<void()>> told_;
};

}  // namespace dynarocks
