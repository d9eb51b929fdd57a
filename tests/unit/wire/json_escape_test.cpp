#include "wire/json_escape.h"

#include <gtest/gtest.h>

#include <utility>

namespace dynarocks::wire {
namespace {

// Blocks of 4, 8, 16 and 64 bytes, their overlaps and what is left of them.
constexpr std::size_t longest = 150;

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(text, out);
  return out;
}

TEST(JsonEscape, FindsWhatNeedsAnEscapeAtEveryPlaceOfEveryLength) {
  for (std::size_t length = 0; length < longest; ++length) {
    EXPECT_EQ(plain_prefix(std::string(length, 'x')), length);
    for (std::size_t at = 0; at < length; ++at) {
      for (const char c : {'"', '\\', '\n', '\0', '\x1F'}) {
        std::string text(length, 'x');
        text[at] = c;
        ASSERT_EQ(plain_prefix(text), at) << length;
      }
      for (const char c : {' ', '!', '#', '[', ']', '\x7F', '\x80', '\xFF'}) {
        std::string text(length, 'x');
        text[at] = c;
        ASSERT_EQ(plain_prefix(text), length) << at;
      }
    }
  }
}

TEST(JsonEscape, NeverLooksBehindTheEnd) {
  const std::string text(longest, '"');
  for (std::size_t length = 0; length < longest; ++length) {
    const std::string exact = std::string(length, 'x') + text;
    EXPECT_EQ(plain_prefix(std::string_view(exact).substr(0, length)), length);
  }
}

TEST(JsonEscape, EscapesAtEveryPlace) {
  const std::pair<char, std::string_view> escapes[] = {
      {'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\x01', "\\u0001"}, {'\x1F', "\\u001F"}};
  for (std::size_t length = 0; length < longest; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      for (const auto& [c, escape] : escapes) {
        std::string text(length, 'x');
        text[at] = c;
        const std::string expected = text.substr(0, at) + std::string(escape) + text.substr(at + 1);
        ASSERT_EQ(escaped(text), expected);
      }
    }
  }
}

TEST(JsonEscape, EscapesEveryByteOfAText) {
  EXPECT_EQ(escaped("\"\"\\\n\""), R"(\"\"\\\n\")");
  EXPECT_EQ(escaped(std::string(40, '\n')).size(), 80U);
}

}  // namespace
}  // namespace dynarocks::wire
