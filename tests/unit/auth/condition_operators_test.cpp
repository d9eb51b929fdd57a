#include "auth/condition_operators.h"

#include <gtest/gtest.h>

#include <string>

namespace dynarocks::auth {
namespace {

TEST(ConditionOperators, HaveNames) {
  struct Case {
    const char* name;
    ConditionTest test;
    bool negated;
  };
  const Case cases[] = {
      {"StringEquals", ConditionTest::string_equals, false},
      {"StringNotEquals", ConditionTest::string_equals, true},
      {"StringEqualsIgnoreCase", ConditionTest::string_equals_ignoring_case, false},
      {"StringNotEqualsIgnoreCase", ConditionTest::string_equals_ignoring_case, true},
      {"StringLike", ConditionTest::string_like, false},
      {"StringNotLike", ConditionTest::string_like, true},
      {"NumericEquals", ConditionTest::numeric_equals, false},
      {"NumericNotEquals", ConditionTest::numeric_equals, true},
      {"NumericLessThan", ConditionTest::numeric_less, false},
      {"NumericLessThanEquals", ConditionTest::numeric_less_or_equal, false},
      {"NumericGreaterThan", ConditionTest::numeric_greater, false},
      {"NumericGreaterThanEquals", ConditionTest::numeric_greater_or_equal, false},
      {"DateEquals", ConditionTest::date_equals, false},
      {"DateNotEquals", ConditionTest::date_equals, true},
      {"DateLessThan", ConditionTest::date_less, false},
      {"DateLessThanEquals", ConditionTest::date_less_or_equal, false},
      {"DateGreaterThan", ConditionTest::date_greater, false},
      {"DateGreaterThanEquals", ConditionTest::date_greater_or_equal, false},
      {"Bool", ConditionTest::boolean, false},
      {"BinaryEquals", ConditionTest::binary_equals, false},
      {"IpAddress", ConditionTest::ip_address, false},
      {"NotIpAddress", ConditionTest::ip_address, true},
      {"ArnEquals", ConditionTest::arn_like, false},
      {"ArnLike", ConditionTest::arn_like, false},
      {"ArnNotEquals", ConditionTest::arn_like, true},
      {"ArnNotLike", ConditionTest::arn_like, true},
  };
  using Operator = ConditionOperator;
  for (const Case& c : cases) {
    const std::string name = c.name;
    EXPECT_EQ(parse_condition_operator(name),
              (Operator{c.test, c.negated, false, SetQuantifier::none}))
        << name;
    EXPECT_EQ(parse_condition_operator(name + "IfExists"),
              (Operator{c.test, c.negated, true, SetQuantifier::none}))
        << name;
    EXPECT_EQ(parse_condition_operator("ForAllValues:" + name),
              (Operator{c.test, c.negated, false, SetQuantifier::for_all_values}))
        << name;
    EXPECT_EQ(parse_condition_operator("ForAnyValue:" + name + "IfExists"),
              (Operator{c.test, c.negated, true, SetQuantifier::for_any_value}))
        << name;
  }
  EXPECT_EQ(parse_condition_operator("Null"),
            (Operator{ConditionTest::null, false, false, SetQuantifier::none}));
}

TEST(ConditionOperators, ThatDoNotExist) {
  for (const char* name :
       {"", "IfExists", "stringequals", "StringEqual", "StringEqualsifexists", "NullIfExists",
        "ForAllValues:Null", "ForAllValues:", "ForSomeValues:StringEquals", "NotBool",
        "StringEqualsIfExistsIfExists", "ForAllValues:ForAnyValue:StringEquals", "DateLike"}) {
    EXPECT_FALSE(parse_condition_operator(name)) << name;
  }
}

struct Comparison {
  ConditionTest test;
  const char* value;    // of the request
  const char* operand;  // of the policy
  bool expected;
};

template <std::size_t Count>
void expect_all(const Comparison (&cases)[Count]) {
  for (const Comparison& c : cases) {
    EXPECT_EQ(passes(c.test, c.value, c.operand), c.expected)
        << static_cast<int>(c.test) << ": " << c.value << " against " << c.operand;
  }
}

TEST(ConditionOperators, CompareTexts) {
  constexpr auto equals = ConditionTest::string_equals;
  constexpr auto ignoring_case = ConditionTest::string_equals_ignoring_case;
  expect_all({{equals, "a", "a", true},
              {equals, "a", "A", false},
              {equals, "a", "a*", false},
              {equals, "", "", true},
              {equals, "ab", "a", false},
              {ignoring_case, "aB", "Ab", true},
              {ignoring_case, "a", "b", false},
              {ignoring_case, "a", "ab", false}});
}

TEST(ConditionOperators, CompareNumbers) {
  constexpr auto equal = ConditionTest::numeric_equals;
  constexpr auto less = ConditionTest::numeric_less;
  constexpr auto less_or_equal = ConditionTest::numeric_less_or_equal;
  constexpr auto greater = ConditionTest::numeric_greater;
  constexpr auto greater_or_equal = ConditionTest::numeric_greater_or_equal;
  expect_all({{equal, "1", "1", true},
              {equal, "1", "1.0", true},
              {equal, "10", "1e1", true},
              {equal, "-0", "0", true},
              {equal, "1", "2", false},
              {equal, "9007199254740993", "9007199254740992", false},
              {equal, "x", "x", false},
              {equal, "1", "x", false},
              {equal, "", "", false},
              {less, "1", "2", true},
              {less, "2", "10", true},
              {less, "2", "2", false},
              {less, "-1", "0", true},
              {less, "x", "2", false},
              {less_or_equal, "2", "2", true},
              {less_or_equal, "3", "2", false},
              {less_or_equal, "x", "2", false},
              {greater, "3", "2", true},
              {greater, "2", "2", false},
              {greater, "0.1", "0.09", true},
              {greater, "x", "2", false},
              {greater_or_equal, "2", "2", true},
              {greater_or_equal, "1", "2", false},
              {greater_or_equal, "x", "2", false}});
}

TEST(ConditionOperators, CompareTimes) {
  constexpr auto equal = ConditionTest::date_equals;
  constexpr auto less = ConditionTest::date_less;
  constexpr auto less_or_equal = ConditionTest::date_less_or_equal;
  constexpr auto greater = ConditionTest::date_greater;
  constexpr auto greater_or_equal = ConditionTest::date_greater_or_equal;
  const char* const noon = "2026-01-31T12:00:00Z";
  expect_all({{equal, noon, noon, true},
              {equal, noon, "2026-01-31T12:00Z", true},
              {equal, noon, "2026-01-31T12:00:00.000Z", true},
              {equal, noon, "2026-01-31T13:00:00+01:00", true},
              {equal, noon, "2026-01-31T06:30:00-05:30", true},
              {equal, noon, "1769860800", true},
              {equal, "1769860800", noon, true},
              {equal, "1769860800.5", "2026-01-31T12:00:00.5Z", true},
              {equal, "2026-01-31T00:00:00Z", "2026-01-31", true},
              {equal, "1970-01-01T00:00:00Z", "0", true},
              {equal, "1969-12-31T23:59:59Z", "-1", true},
              {equal, noon, "2026-01-31T12:00:00.001Z", false},
              {equal, "x", "x", false},
              {equal, noon, "2026-02-30", false},
              {equal, noon, "2026-13-01", false},
              {equal, noon, "2026-01-31T24:00:00Z", false},
              {equal, noon, "2026-01-31T12:60:00Z", false},
              {equal, noon, "2026-01-31T12:00:60Z", false},
              {equal, noon, "2026-01-31T12:00:00", false},
              {equal, noon, "2026-01-31T12:00:00.Z", false},
              {equal, noon, "2026-01-31T12:00:00ZZ", false},
              {equal, noon, "2026-01-31 12:00:00Z", false},
              {equal, noon, "1769860800s", false},
              {equal, noon, "1769860800.", false},
              {equal, noon, "17698608000000000", false},
              {equal, "-", "-", false},
              {less, noon, "2026-01-31T12:00:01Z", true},
              {less, noon, "2027-01-01", true},
              {less, noon, noon, false},
              {less, "x", noon, false},
              {less_or_equal, noon, noon, true},
              {less_or_equal, noon, "2025-01-01", false},
              {greater, noon, "2025-01-01", true},
              {greater, noon, noon, false},
              {greater, "x", "2025-01-01", false},
              {greater_or_equal, noon, noon, true},
              {greater_or_equal, noon, "2027-01-01", false}});
}

TEST(ConditionOperators, CompareBooleansAndBytes) {
  constexpr auto boolean = ConditionTest::boolean;
  constexpr auto binary = ConditionTest::binary_equals;
  expect_all({{boolean, "true", "true", true},
              {boolean, "false", "false", true},
              {boolean, "true", "True", true},
              {boolean, "true", "false", false},
              {boolean, "x", "x", false},
              {boolean, "1", "true", false},
              {binary, "QUI=", "QUI=", true},
              {binary, "QUI=", "QUM=", false},
              {binary, "", "", true},
              {binary, "?", "?", false}});
}

TEST(ConditionOperators, CompareAddresses) {
  constexpr auto in = ConditionTest::ip_address;
  expect_all({{in, "203.0.113.7", "203.0.113.7", true},
              {in, "203.0.113.7", "203.0.113.8", false},
              {in, "203.0.113.7", "203.0.113.0/24", true},
              {in, "203.0.114.7", "203.0.113.0/24", false},
              {in, "203.0.113.7", "203.0.113.99/24", true},
              {in, "203.0.113.7", "203.0.113.4/30", true},
              {in, "203.0.113.8", "203.0.113.4/30", false},
              {in, "203.0.113.7", "203.0.113.7/32", true},
              {in, "203.0.113.7", "0.0.0.0/0", true},
              {in, "203.0.113.7", "203.0.113.0/33", false},
              {in, "203.0.113.7", "203.0.113.0/", false},
              {in, "203.0.113.7", "203.0.113.0/-1", false},
              {in, "203.0.113.7", "203.0.113.0/24x", false},
              {in, "203.0.113.7", "203.0.113", false},
              {in, "203.0.113", "203.0.113.0/24", false},
              {in, "x", "x", false},
              {in, "2001:db8::1", "2001:db8::/32", true},
              {in, "2001:db9::1", "2001:db8::/32", false},
              {in, "2001:DB8:0:0::1", "2001:db8::1", true},
              {in, "2001:db8::1", "2001:db8::2/127", false},
              {in, "2001:db8::3", "2001:db8::2/127", true},
              {in, "2001:db8::1", "::/0", true},
              {in, "2001:db8::1", "::/129", false},
              {in, "2001:db8::1", "0.0.0.0/0", false},
              {in, "203.0.113.7", "::/0", false},
              {in, "::ffff:203.0.113.7", "203.0.113.0/24", true},
              {in, "::1", "127.0.0.1", false}});
}

TEST(ConditionOperators, LeavePatternsToOthers) {
  EXPECT_FALSE(passes(ConditionTest::string_like, "a", "a"));
  EXPECT_FALSE(passes(ConditionTest::arn_like, "*", "*"));
  EXPECT_FALSE(passes(ConditionTest::null, "true", "true"));
}

}  // namespace
}  // namespace dynarocks::auth
