#include "base/time_text.h"

#include <gtest/gtest.h>

namespace dynarocks {
namespace {

using namespace std::chrono_literals;

TEST(ParseDuration, ReadsEveryUnit) {
  EXPECT_EQ(parse_duration("500ms"), 500ms);
  EXPECT_EQ(parse_duration("90s"), 90s);
  EXPECT_EQ(parse_duration("15m"), 15min);
  EXPECT_EQ(parse_duration("25h"), 25h);
  EXPECT_EQ(parse_duration("30d"), 720h);
  EXPECT_EQ(parse_duration("0s"), 0ms);
  EXPECT_EQ(parse_duration("007m"), 7min);
}

TEST(ParseDuration, RefusesAnythingElse) {
  for (const char* text : {"", "h", "25", "25 h", " 25h", "25h ", "-1h", "+1h", "1.5h", "25H", "1y",
                           "1h30m", "ms", "1e3s", "0x10s", "25hh", "١h"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_duration(std::string_view("1h\0", 3)), std::nullopt);
}

TEST(ParseDuration, HasABound) {
  EXPECT_EQ(parse_duration("3660000d"), 24h * 3'660'000);
  EXPECT_EQ(parse_duration("3660001d"), std::nullopt);
  EXPECT_EQ(parse_duration("316224000000001ms"), std::nullopt);
  EXPECT_EQ(parse_duration("9223372036854775807d"), std::nullopt);
  EXPECT_EQ(parse_duration("99999999999999999999999ms"), std::nullopt);
}

TEST(ParseIsoTime, ReadsUtc) {
  EXPECT_EQ(parse_iso_time("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_iso_time("2026-01-01T00:00:00Z"), 1'767'225'600'000);
  EXPECT_EQ(parse_iso_time("2023-11-14T22:13:20.250Z"), 1'700'000'000'250);
  EXPECT_EQ(parse_iso_time("2023-11-14T22:13:20.2Z"), 1'700'000'000'200);
  EXPECT_EQ(parse_iso_time("2023-11-14T22:13:20.02Z"), 1'700'000'000'020);
  EXPECT_EQ(parse_iso_time("2024-02-29T23:59:59.999Z"), 1'709'251'199'999);
  EXPECT_EQ(parse_iso_time("9999-12-31T23:59:59.999Z"), 253'402'300'799'999);
}

TEST(ParseIsoTime, RefusesAnythingElse) {
  for (const char* text : {"",
                           "2026",
                           "2026-01-01",
                           "2026-01-01T00:00:00",
                           "2026-01-01T00:00:00+01:00",
                           "2026-01-01 00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2023-02-29T00:00:00Z",
                           "2026-01-32T00:00:00Z",
                           "2026-01-01T24:00:00Z",
                           "2026-01-01T00:60:00Z",
                           "2026-01-01T00:00:60Z",
                           "1969-12-31T23:59:59Z",
                           "10000-01-01T00:00:00Z",
                           "-026-01-01T00:00:00Z",
                           "2026--1-01T00:00:00Z",
                           "2026-01-01T00:00:00.Z",
                           "2026-01-01T00:00:00.1234Z",
                           "2026-01-01T00:00:00.-1Z",
                           "2026-01-01T00:00:00.123",
                           "2026-01-01T00:00:00ZZ",
                           "2026-01-01T00:00:00Z "}) {
    EXPECT_EQ(parse_iso_time(text), std::nullopt) << text;
  }
}

TEST(IsoTime, IsReadBack) {
  EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(iso_time(1'700'000'000'250), "2023-11-14T22:13:20.250Z");
  EXPECT_EQ(iso_time(253'402'300'799'999), "9999-12-31T23:59:59.999Z");
  for (const EpochMillis time : {1LL, 951'782'400'000LL, 4'107'542'399'999LL}) {
    EXPECT_EQ(parse_iso_time(iso_time(time)), time);
  }
}

TEST(LongTime, IsEnglishWithTwelveHours) {
  EXPECT_EQ(long_time(0), "Thursday, January 1, 1970 at 12:00:00 AM Coordinated Universal Time");
  EXPECT_EQ(long_time(1'791'501'648'000),
            "Thursday, October 8, 2026 at 11:20:48 PM Coordinated Universal Time");
  EXPECT_EQ(long_time(1'700'000'000'250),
            "Tuesday, November 14, 2023 at 10:13:20 PM Coordinated Universal Time");
  EXPECT_EQ(long_time(1'767'269'100'000),
            "Thursday, January 1, 2026 at 12:05:00 PM Coordinated Universal Time");
}

}  // namespace
}  // namespace dynarocks
