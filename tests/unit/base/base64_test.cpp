#include "base/base64.h"

#include <gtest/gtest.h>

namespace dynarocks {
namespace {

struct Pair {
  std::string bytes;
  std::string text;
};

class Base64 : public testing::TestWithParam<Pair> {};

TEST_P(Base64, EncodesAndDecodes) {
  std::string text = "before:";
  append_base64(GetParam().bytes, text);
  EXPECT_EQ(text, "before:" + GetParam().text);
  EXPECT_EQ(decode_base64(GetParam().text), GetParam().bytes);
}

INSTANTIATE_TEST_SUITE_P(Rfc4648Vectors, Base64,
                         testing::Values(Pair{"", ""}, Pair{"f", "Zg=="}, Pair{"fo", "Zm8="},
                                         Pair{"foo", "Zm9v"}, Pair{"foob", "Zm9vYg=="},
                                         Pair{"fooba", "Zm9vYmE="}, Pair{"foobar", "Zm9vYmFy"},
                                         Pair{std::string("\0", 1), "AA=="}, Pair{"\xFF", "/w=="},
                                         Pair{"\xFB\xEF\xBE", "++++"},
                                         Pair{std::string("\0\xFF\x10", 3), "AP8Q"}));

class BadBase64 : public testing::TestWithParam<std::string> {};

TEST_P(BadBase64, IsRefused) { EXPECT_EQ(decode_base64(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(Texts, BadBase64,
                         testing::Values("A", "AA", "AAA", "AAAAA",       // no multiple of four
                                         "====", "A===", "=AAA", "AA=A",  // padding out of place
                                         "AAAA====", "AA==AAAA",          // padding before the end
                                         "AB==", "AAB=",  // non-zero bits behind the last byte
                                         "AA-_", "AAA ", "AAA\n",
                                         "A\x80"
                                         "AA",
                                         std::string("AA\0A", 4)));  // alphabet

TEST(Base64, EveryByteRoundTrips) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    std::string text;
    append_base64(bytes.substr(0, length), text);
    EXPECT_EQ(text.size(), (length + 2) / 3 * 4);
    EXPECT_EQ(decode_base64(text), bytes.substr(0, length));
  }
}

TEST(Base64, DecodingAppends) {
  std::string out = "x";
  ASSERT_TRUE(append_decoded_base64("Zm9v", out));
  EXPECT_EQ(out, "xfoo");
}

}  // namespace
}  // namespace dynarocks
