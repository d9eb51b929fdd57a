#include "engine/expiry.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace dynarocks::engine {
namespace {

std::optional<std::int64_t> floor_of_text(const std::string& text) {
  return floor_of(*model::Number::parse(text));
}

TEST(FloorOf, RoundsDown) {
  EXPECT_EQ(floor_of_text("0"), 0);
  EXPECT_EQ(floor_of_text("1700000000"), 1'700'000'000);
  EXPECT_EQ(floor_of_text("1.7E9"), 1'700'000'000);
  EXPECT_EQ(floor_of_text("17E+8"), 1'700'000'000);
  EXPECT_EQ(floor_of_text("1699999999.99999999999999999999999999"), 1'699'999'999);
  EXPECT_EQ(floor_of_text("1E-130"), 0);
  EXPECT_EQ(floor_of_text("-1E-130"), -1);
  EXPECT_EQ(floor_of_text("-1.5"), -2);
  EXPECT_EQ(floor_of_text("-20"), -20);
}

TEST(FloorOf, NothingBeyond64Bits) {
  EXPECT_EQ(floor_of_text("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(floor_of_text("9223372036854775807.5"), INT64_MAX);
  EXPECT_EQ(floor_of_text("9223372036854775808"), std::nullopt);
  EXPECT_EQ(floor_of_text("1E125"), std::nullopt);
  EXPECT_EQ(floor_of_text("-1E125"), std::nullopt);
  EXPECT_EQ(floor_of_text("99999999999999999999999999999999999999E87"), std::nullopt);
}

TEST(ExpiredSeconds, AreThoseBeforeTheCurrentOne) {
  EXPECT_EQ(expired_seconds(1'700'000'000'999).end, 1'700'000'000);
  EXPECT_EQ(expired_seconds(1'700'000'000'000).end, 1'700'000'000);
  EXPECT_EQ(expired_seconds(1'700'000'000'000).begin, 1'700'000'000 - 157'680'000);
}

}  // namespace
}  // namespace dynarocks::engine
