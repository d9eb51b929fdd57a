#include "base/hex.h"

#include <gtest/gtest.h>

namespace dynarocks {
namespace {

TEST(Hex, IsTwoLowerCaseDigitsForEachByte) {
  EXPECT_EQ(hex(""), "");
  EXPECT_EQ(hex(std::string_view("\x00\x0f\xa0\xff", 4)), "000fa0ff");
}

TEST(Hex, ReadsDigitsOfEitherCase) {
  EXPECT_EQ(hex_digit('0'), 0);
  EXPECT_EQ(hex_digit('9'), 9);
  EXPECT_EQ(hex_digit('a'), 10);
  EXPECT_EQ(hex_digit('F'), 15);
  for (const char c : {'g', 'G', '/', ':', '@', '`', ' ', '\xff'}) EXPECT_EQ(hex_digit(c), -1);
}

}  // namespace
}  // namespace dynarocks
