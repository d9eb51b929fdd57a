#pragma once
// The operators of condition blocks: "StringNotEquals", "ForAllValues:NumericLessThanIfExists".

#include <cstdint>
#include <optional>
#include <string_view>

namespace dynarocks::auth {

/// What is asked of one value of the request and one of the policy. The negated operators have the
/// tests of their positive ones.
enum class ConditionTest : std::uint8_t {
  string_equals,
  string_equals_ignoring_case,
  string_like,
  numeric_equals,
  numeric_less,
  numeric_less_or_equal,
  numeric_greater,
  numeric_greater_or_equal,
  date_equals,
  date_less,
  date_less_or_equal,
  date_greater,
  date_greater_or_equal,
  boolean,
  binary_equals,
  ip_address,
  arn_like,  // ArnEquals, too: IAM makes no difference
  null,      // asked of the key, not of its values
};

/// How many values of a key must pass.
enum class SetQuantifier : std::uint8_t { none, for_all_values, for_any_value };

struct ConditionOperator {
  ConditionTest test = ConditionTest::string_equals;
  bool negated = false;
  bool if_exists = false;
  SetQuantifier quantifier = SetQuantifier::none;
  friend bool operator==(const ConditionOperator&, const ConditionOperator&) = default;
};

/// Nothing when there is no such operator. Case counts. Null takes neither a quantifier nor
/// IfExists.
[[nodiscard]] std::optional<ConditionOperator> parse_condition_operator(std::string_view name);

/// Whether a value of the request passes a test against a value of the policy, for the tests that
/// know neither wildcards nor the request: all but string_like, arn_like and null. A value that is
/// not of the test's type fails it. Times are ISO 8601 (a date alone, with an offset or in UTC) or
/// seconds since 1970; addresses IPv4 or IPv6, those of the policy with or without /prefix; binary
/// values base64.
[[nodiscard]] bool passes(ConditionTest test, std::string_view value, std::string_view operand);

}  // namespace dynarocks::auth
