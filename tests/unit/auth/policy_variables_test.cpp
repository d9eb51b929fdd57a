#include "auth/policy_variables.h"

#include <gtest/gtest.h>

#include "auth/wildcard.h"

namespace dynarocks::auth {
namespace {

ConditionContext context() {
  ConditionContext context;
  context.set("aws:username", "alice");
  context.set("aws:PrincipalTag/team", "blue*");
  context.set("aws:empty", "");
  context.set_list("dynamodb:LeadingKeys", {"k"});
  return context;
}

TEST(PolicyVariables, StandForValuesOfTheRequest) {
  struct Case {
    const char* text;
    const char* resolved;  // null: a variable stands for nothing
  };
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"${aws:username}", "alice"},
      {"a-${aws:username}-b", "a-alice-b"},
      {"${AWS:UserName}", "alice"},
      {"${ aws:username }", "alice"},
      {"${aws:username}${aws:username}", "alicealice"},
      {"${aws:PrincipalTag/team}", "blue*"},
      {"${aws:principaltag/TEAM}", "blue*"},
      {"${aws:empty}", ""},
      {"${aws:none}", nullptr},
      {"x${aws:none}", nullptr},
      {"${aws:none, 'nobody'}", "nobody"},
      {"${aws:none,'nobody'}", "nobody"},
      {"${aws:none, ''}", ""},
      {"${aws:username, 'nobody'}", "alice"},
      {"${aws:none, 'a, b'}", "a, b"},
      {"${aws:none, '*'}", "*"},
      // A list has no one value.
      {"${dynamodb:LeadingKeys}", nullptr},
      {"${dynamodb:LeadingKeys, 'd'}", "d"},
      // Escapes
      {"${*}", "*"},
      {"${?}", "?"},
      {"${$}", "$"},
      {"${$}{aws:username}", "${aws:username}"},
      // No variables
      {"${aws:username", "${aws:username"},
      {"$aws:username", "$aws:username"},
      {"${}", "${}"},
      {"${aws:none, nobody}", "${aws:none, nobody}"},
      {"${aws:none, '}", "${aws:none, '}"},
      {"$", "$"},
  };
  const ConditionContext values = context();
  for (const Case& c : cases) {
    const auto resolved = resolve_variables(parse_text_pattern(c.text, {false, true}), values);
    if (c.resolved == nullptr) {
      EXPECT_FALSE(resolved) << c.text;
    } else {
      EXPECT_EQ(resolved, c.resolved) << c.text;
    }
  }
}

TEST(PolicyVariables, AreTextInTheOlderVersion) {
  EXPECT_EQ(resolve_variables(parse_text_pattern("${aws:username}${*}", {false, false}), context()),
            "${aws:username}${*}");
}

TEST(PolicyVariables, DoNotBringWildcards) {
  const ConditionContext values = context();
  const auto match = [&](std::string_view pattern, std::string_view text) {
    return matches(parse_text_pattern(pattern, {true, true}), text, values);
  };
  EXPECT_TRUE(match("${aws:PrincipalTag/team}", "blue*"));
  EXPECT_FALSE(match("${aws:PrincipalTag/team}", "blues"));
  EXPECT_TRUE(match("${aws:PrincipalTag/team}*", "blue*s"));
  EXPECT_TRUE(match("${*}", "*"));
  EXPECT_FALSE(match("${*}", "a"));
  EXPECT_TRUE(match("a${?}*", "a?b"));
  EXPECT_FALSE(match("a${?}", "ab"));
  EXPECT_TRUE(match("*/${aws:username}/*", "home/alice/x"));
  EXPECT_FALSE(match("*/${aws:username}/*", "home/bob/x"));
}

TEST(PolicyVariables, ThatStandForNothingMatchNothing) {
  const ConditionContext values = context();
  const auto match = [&](std::string_view pattern, std::string_view text) {
    return matches(parse_text_pattern(pattern, {true, true}), text, values);
  };
  EXPECT_FALSE(match("*${aws:none}", "x"));
  EXPECT_FALSE(match("*${aws:none}*", ""));
  EXPECT_FALSE(match("${aws:none}", "${aws:none}"));
  EXPECT_TRUE(match("*${aws:none, 'x'}", "x"));
}

}  // namespace
}  // namespace dynarocks::auth
