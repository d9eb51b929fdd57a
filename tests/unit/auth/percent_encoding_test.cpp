#include "auth/percent_encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  append_percent_decoded(text, out);
  return out;
}

std::string encoded(std::string_view text) {
  std::string out;
  append_percent_encoded(text, out);
  return out;
}

TEST(PercentEncoding, LeavesNothingButUnreservedCharacters) {
  EXPECT_EQ(encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(encoded(" +/?&=%\xc3\xa4"), "%20%2B%2F%3F%26%3D%25%C3%A4");
}

TEST(PercentEncoding, IsUndone) {
  EXPECT_EQ(decoded("a%20b+c%2b%C3%a4"), "a b c+\xc3\xa4");
  EXPECT_EQ(decoded("%"), "%");
  EXPECT_EQ(decoded("%2"), "%2");
  EXPECT_EQ(decoded("%zz%4"), "%zz%4");
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  EXPECT_EQ(decoded(encoded(bytes)), bytes);
}

}  // namespace
}  // namespace dynarocks::auth
