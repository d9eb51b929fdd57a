#include "base/clock.h"

#include <gtest/gtest.h>

namespace dynarocks {
namespace {

TEST(ManualClock, MovesOnlyWhenTold) {
  ManualClock clock(1'000);
  EXPECT_EQ(clock.now_millis(), 1'000);
  clock.advance(std::chrono::seconds(2));
  EXPECT_EQ(clock.now_millis(), 3'000);
  clock.set(5);
  EXPECT_EQ(clock.now_millis(), 5);
}

TEST(SystemClock, TellsMillisecondsSince1970) {
  const EpochMillis now = SystemClock().now_millis();
  EXPECT_GT(now, 1'700'000'000'000);   // 2023
  EXPECT_LT(now, 10'000'000'000'000);  // 2286
}

}  // namespace
}  // namespace dynarocks
