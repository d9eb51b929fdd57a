#include "auth/wildcard.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

bool match(std::string_view pattern, std::string_view text) {
  return matches(parse_text_pattern(pattern, {true, false}), text, ConditionContext());
}

TEST(Wildcard, TellsWhatAPatternDescribes) {
  struct Case {
    const char* pattern;
    const char* text;
    bool expected;
  };
  const Case cases[] = {
      {"", "", true},           {"", "a", false},         {"a", "", false},
      {"a", "a", true},         {"a", "A", false},        {"ab", "a", false},
      {"a", "ab", false},       {"*", "", true},          {"*", "anything/at:all", true},
      {"**", "", true},         {"a*", "a", true},        {"a*", "abc", true},
      {"a*", "ba", false},      {"*a", "a", true},        {"*a", "ba", true},
      {"*a", "ab", false},      {"a*c", "ac", true},      {"a*c", "abbc", true},
      {"a*c", "abcb", false},   {"a*b*c", "aXbYc", true}, {"a*b*c", "aXcYb", false},
      {"a*b*c", "abbbc", true}, {"*ab*ab", "abab", true}, {"*ab*ab", "abb", false},
      {"*aab", "aaab", true},   {"?", "", false},         {"?", "a", true},
      {"?", "ab", false},       {"a?c", "abc", true},     {"a?c", "ac", false},
      {"??", "ab", true},       {"?*", "", false},        {"?*", "a", true},
      {"*?", "abc", true},      {"*?c", "c", false},      {"*?c", "bc", true},
      {"a?", "a*", true},       {"a**b", "ab", true},     {"*.*", "a.b", true},
      {"*.*", "ab", false},     {"[a]", "a", false},      {"\\*", "\\x", true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(match(c.pattern, c.text), c.expected) << c.pattern << " on " << c.text;
  }
}

TEST(Wildcard, AQuestionMarkIsOneCharacterOfUtf8) {
  EXPECT_TRUE(match("?", "é"));
  EXPECT_FALSE(match("??", "é"));
  EXPECT_TRUE(match("a?b", "a🚀b"));
  EXPECT_TRUE(match("*?b", "🚀b"));
  EXPECT_FALSE(match("*??b", "🚀b"));
  // What is no UTF-8 is bytes.
  EXPECT_TRUE(match("?", "\xff"));
  EXPECT_TRUE(match("??", "\xc3\x28"));
  EXPECT_TRUE(match("?", "\xc3"));
}

TEST(Wildcard, TakesNoTimeToSpeakOf) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  const std::string text(20'000, 'a');
  EXPECT_TRUE(match(pattern, text));
  EXPECT_FALSE(match(pattern + "b", text));
}

TEST(Wildcard, IgnoresCaseForActions) {
  const auto matches_action = [](std::string_view pattern, std::string_view action) {
    return matches_ignoring_case(parse_text_pattern(pattern, {true, false}), action);
  };
  EXPECT_TRUE(matches_action("dynamodb:getitem", "dynamodb:GetItem"));
  EXPECT_TRUE(matches_action("dynamodb:get*", "dynamodb:GetItem"));
  EXPECT_TRUE(matches_action("dynamodb:?etitem", "DynamoDB:GetItem"));
  EXPECT_TRUE(matches_action("*", "dynamodb:GetItem"));
  EXPECT_FALSE(matches_action("dynamodb:get", "dynamodb:GetItem"));
  EXPECT_FALSE(matches_action("dynamodb:getitems", "dynamodb:GetItem"));
  EXPECT_FALSE(matches_action("dynamodb:put*", "dynamodb:GetItem"));
}

}  // namespace
}  // namespace dynarocks::auth
