#include "auth/request_age.h"

#include <gtest/gtest.h>

namespace dynarocks::auth {
namespace {

using std::chrono::seconds;

TEST(BasicTime, IsReadAndWritten) {
  EXPECT_EQ(parse_basic_time("20150830T123600Z"), 1'440'938'160'000);
  EXPECT_EQ(basic_time(1'440'938'160'999), "20150830T123600Z");
  for (const char* text :
       {"", "20150830T123600", "20151330T123600Z", "20150230T123600Z", "20150830T243600Z",
        "2015-08-30T12:36Z", "20150830 123600Z", "20150830T12360.Z", "19690101T000000Z"}) {
    EXPECT_EQ(parse_basic_time(text), std::nullopt) << text;
  }
}

TEST(Validity, IsAWeekAtMost) {
  EXPECT_EQ(validity("1"), seconds(1));
  EXPECT_EQ(validity("604800"), seconds(604'800));
  EXPECT_EQ(validity("604801"), seconds(604'800));
  EXPECT_EQ(validity("99999999999999999999"), seconds(604'800));
  for (const char* none : {"", "a", "-1", "1.5", "1a"}) EXPECT_EQ(validity(none), allowed_skew);
}

TEST(Age, OfAPresignedRequestIsBoundByItsExpiry) {
  constexpr EpochMillis time = 1'440'938'160'000;
  EXPECT_EQ(age_fault(time, time + 3'600'000, seconds(3600)), "");
  EXPECT_EQ(age_fault(time, time + 3'601'000, seconds(3600)),
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
            "(20150830T133601Z - 60 min.)");
  // It may not be used early, however long it lasts.
  EXPECT_EQ(age_fault(time, time - 901'000, seconds(3600)),
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
            "(20150830T122059Z + 15 min.)");
}

TEST(Age, HasNoTimeBefore1970) { EXPECT_EQ(age_fault(0, 1'000, seconds(3600)), ""); }

}  // namespace
}  // namespace dynarocks::auth
