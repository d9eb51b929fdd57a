#include "base/movable_clock.h"

#include <algorithm>
#include <thread>

namespace dynarocks {

EpochMillis MovableClock::time_at(const Mark& mark, EpochMillis base) {
  if (mark.frozen) return mark.now;
  const EpochMillis passed = base - mark.base;
  if (mark.scale == 1) return std::clamp<EpochMillis>(mark.now + passed, 0, latest);
  // What is left until either bound fits into a double exactly, and back.
  const double scaled =
      std::clamp(static_cast<double>(passed) * mark.scale, -static_cast<double>(mark.now),
                 static_cast<double>(latest - mark.now));
  return mark.now + static_cast<EpochMillis>(scaled);
}

MovableClock::State MovableClock::state() const {
  while (true) {
    const std::uint64_t before = version_;
    const Mark mark = load();
    // Between the two looks at the version, so that no time is told that the clock, stopped or
    // slowed meanwhile, has yet to come to.
    const EpochMillis base = base_.now_millis();
    if (before % 2 == 0 && version_ == before) {
      const EpochMillis now = time_at(mark, base);
      return {now, mark.frozen, mark.scale, now - base};
    }
    std::this_thread::yield();
  }
}

bool MovableClock::apply(const ClockChange& change, EpochMillis base, Mark& mark) {
  mark = change.reset ? Mark{base, std::clamp<EpochMillis>(base, 0, latest), 1, false}
                      : Mark{base, time_at(mark, base), mark.scale, mark.frozen};
  if (change.set) {
    if (*change.set < 0 || *change.set > latest) return false;
    mark.now = *change.set;
  }
  if (change.advance) {
    const std::int64_t by = change.advance->count();
    if (by < 0 || by > latest - mark.now) return false;
    mark.now += by;
  }
  if (change.scale) {
    if (!(*change.scale >= slowest && *change.scale <= fastest)) return false;
    mark.scale = *change.scale;
  }
  if (change.freeze) mark.frozen = *change.freeze;
  return true;
}

bool MovableClock::change(const ClockChange& change) {
  {
    const std::scoped_lock lock(change_mutex_);
    Mark mark = load();
    // Readers wait from here on, so what they were told lies before this moment of the base.
    version_.fetch_add(1);
    const bool valid = apply(change, base_.now_millis(), mark);
    if (valid) store(mark);
    version_.fetch_add(1);
    if (!valid) return false;
  }
  for (const auto& told : told_) told();
  return true;
}

MovableClock::Mark MovableClock::load() const { return {mark_base_, mark_now_, scale_, frozen_}; }

void MovableClock::store(const Mark& mark) {
  mark_base_ = mark.base;
  mark_now_ = mark.now;
  scale_ = mark.scale;
  frozen_ = mark.frozen;
}

}  // namespace dynarocks
