#include "base/movable_clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

namespace dynarocks {
namespace {

using namespace std::chrono_literals;

constexpr EpochMillis start = 1'700'000'000'000;

class MovableClockTest : public testing::Test {
 protected:
  [[nodiscard]] bool change(const ClockChange& change) { return clock_.change(change); }

  ManualClock base_{start};
  MovableClock clock_{base_};
};

TEST_F(MovableClockTest, FollowsItsBase) {
  EXPECT_EQ(clock_.now_millis(), start);
  base_.advance(5s);
  EXPECT_EQ(clock_.now_millis(), start + 5'000);
  EXPECT_EQ(clock_.state().offset_millis, 0);
  EXPECT_EQ(clock_.state().scale, 1);
  EXPECT_FALSE(clock_.state().frozen);
}

TEST_F(MovableClockTest, AdvancesAndGoesOn) {
  ASSERT_TRUE(change({.advance = 25h}));
  ASSERT_TRUE(change({.advance = 1ms}));
  EXPECT_EQ(clock_.now_millis(), start + 90'000'001);
  base_.advance(7ms);
  EXPECT_EQ(clock_.now_millis(), start + 90'000'008);
  EXPECT_EQ(clock_.state().offset_millis, 90'000'001);
}

TEST_F(MovableClockTest, IsSetForwardAndBack) {
  ASSERT_TRUE(change({.set = start + 10}));
  EXPECT_EQ(clock_.now_millis(), start + 10);
  ASSERT_TRUE(change({.set = 1'000}));
  base_.advance(1ms);
  EXPECT_EQ(clock_.now_millis(), 1'001);
  EXPECT_EQ(clock_.state().offset_millis, 1'000 - start);
}

TEST_F(MovableClockTest, StandsStillWhileFrozen) {
  ASSERT_TRUE(change({.freeze = true}));
  base_.advance(1h);
  EXPECT_EQ(clock_.now_millis(), start);
  EXPECT_TRUE(clock_.state().frozen);
  ASSERT_TRUE(change({.advance = 2s}));
  base_.advance(1h);
  EXPECT_EQ(clock_.now_millis(), start + 2'000);
  ASSERT_TRUE(change({.freeze = false}));
  EXPECT_EQ(clock_.now_millis(), start + 2'000);
  base_.advance(1s);
  EXPECT_EQ(clock_.now_millis(), start + 3'000);
}

TEST_F(MovableClockTest, RunsAtItsScaleFromTheMomentItIsGiven) {
  base_.advance(1s);
  ASSERT_TRUE(change({.scale = 10}));
  EXPECT_EQ(clock_.now_millis(), start + 1'000);
  base_.advance(1s);
  EXPECT_EQ(clock_.now_millis(), start + 11'000);
  ASSERT_TRUE(change({.scale = 0.5}));
  base_.advance(2s);
  EXPECT_EQ(clock_.now_millis(), start + 12'000);
  ASSERT_TRUE(change({.scale = 1}));
  base_.advance(1s);
  EXPECT_EQ(clock_.now_millis(), start + 13'000);
}

TEST_F(MovableClockTest, KeepsItsScaleWhileFrozen) {
  ASSERT_TRUE(change({.scale = 4, .freeze = true}));
  base_.advance(1s);
  ASSERT_TRUE(change({.freeze = false}));
  EXPECT_EQ(clock_.now_millis(), start);
  base_.advance(1s);
  EXPECT_EQ(clock_.now_millis(), start + 4'000);
}

TEST_F(MovableClockTest, ResetTakesEverythingBack) {
  ASSERT_TRUE(change({.set = 5, .scale = 100, .freeze = true}));
  ASSERT_TRUE(change({.reset = true}));
  base_.advance(1s);
  const auto state = clock_.state();
  EXPECT_EQ(state.now, start + 1'000);
  EXPECT_EQ(state.scale, 1);
  EXPECT_FALSE(state.frozen);
}

TEST_F(MovableClockTest, AppliesAChangeAsAWholeInItsOrder) {
  ASSERT_TRUE(change({.advance = 1h, .scale = 3}));
  ASSERT_TRUE(change({.reset = true, .set = 1'000, .advance = 1s, .freeze = true}));
  base_.advance(1s);
  EXPECT_EQ(clock_.now_millis(), 2'000);
  EXPECT_EQ(clock_.state().scale, 1);
}

TEST_F(MovableClockTest, RefusesWhatIsOutOfBoundsAndStaysAsItIs) {
  const ClockChange refused[] = {
      {.set = -1},
      {.set = MovableClock::latest + 1},
      {.advance = -1ms},
      {.advance = std::chrono::milliseconds(MovableClock::latest)},
      {.advance = std::chrono::milliseconds::max()},
      {.scale = 0},
      {.scale = -1},
      {.scale = MovableClock::fastest * 2},
      {.scale = std::numeric_limits<double>::quiet_NaN()},
      {.scale = std::numeric_limits<double>::infinity()},
      {.set = 0, .scale = 0, .freeze = true},
  };
  for (const ClockChange& one : refused) EXPECT_FALSE(change(one));
  EXPECT_EQ(clock_.now_millis(), start);
  EXPECT_FALSE(clock_.state().frozen);
  ASSERT_TRUE(change({.set = MovableClock::latest}));
  ASSERT_TRUE(change({.set = 0}));
}

TEST_F(MovableClockTest, StopsAtItsBounds) {
  ASSERT_TRUE(change({.set = MovableClock::latest - 10}));
  base_.advance(1s);
  EXPECT_EQ(clock_.now_millis(), MovableClock::latest);
  ASSERT_TRUE(change({.scale = MovableClock::fastest}));
  base_.advance(24h * 365 * 1000);
  EXPECT_EQ(clock_.now_millis(), MovableClock::latest);
  ASSERT_TRUE(change({.set = 10}));
  base_.advance(-1h);
  EXPECT_EQ(clock_.now_millis(), 0);
}

TEST_F(MovableClockTest, TellsOfChangesBeforeItReturns) {
  EpochMillis told = 0;
  int times = 0;
  clock_.on_change([&] { told = clock_.now_millis(); });
  clock_.on_change([&] { ++times; });
  ASSERT_TRUE(change({.advance = 1h}));
  EXPECT_EQ(told, start + 3'600'000);
  EXPECT_EQ(times, 1);
  ASSERT_FALSE(change({.scale = 0}));
  EXPECT_EQ(times, 1);
}

TEST_F(MovableClockTest, NeverGoesBackWhileItIsStoppedAndStarted) {
  std::atomic<bool> over = false;
  std::atomic<int> steps_back = 0;
  const auto read = [&] {
    EpochMillis last = 0;
    while (!over) {
      const EpochMillis now = clock_.now_millis();
      if (now < last) ++steps_back;
      last = now;
    }
  };
  std::thread readers[] = {std::thread(read), std::thread(read)};
  for (int i = 0; i < 5'000; ++i) {
    EXPECT_TRUE(change({.advance = 3ms, .scale = 1 + i % 7, .freeze = i % 2 == 0}));
    base_.advance(2ms);
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(steps_back, 0);
}

}  // namespace
}  // namespace dynarocks
