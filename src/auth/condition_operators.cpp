#include "auth/condition_operators.h"

#include <algorithm>
#include <array>
#include <compare>

#include "auth/ip_network.h"
#include "auth/policy_time.h"
#include "base/ascii_case.h"
#include "base/base64.h"
#include "model/number.h"

namespace dynarocks::auth {
namespace {

struct NamedOperator {
  std::string_view name;
  ConditionTest test;
  bool negated = false;
};

constexpr std::array<NamedOperator, 27> operators{{
    {"StringEquals", ConditionTest::string_equals},
    {"StringNotEquals", ConditionTest::string_equals, true},
    {"StringEqualsIgnoreCase", ConditionTest::string_equals_ignoring_case},
    {"StringNotEqualsIgnoreCase", ConditionTest::string_equals_ignoring_case, true},
    {"StringLike", ConditionTest::string_like},
    {"StringNotLike", ConditionTest::string_like, true},
    {"NumericEquals", ConditionTest::numeric_equals},
    {"NumericNotEquals", ConditionTest::numeric_equals, true},
    {"NumericLessThan", ConditionTest::numeric_less},
    {"NumericLessThanEquals", ConditionTest::numeric_less_or_equal},
    {"NumericGreaterThan", ConditionTest::numeric_greater},
    {"NumericGreaterThanEquals", ConditionTest::numeric_greater_or_equal},
    {"DateEquals", ConditionTest::date_equals},
    {"DateNotEquals", ConditionTest::date_equals, true},
    {"DateLessThan", ConditionTest::date_less},
    {"DateLessThanEquals", ConditionTest::date_less_or_equal},
    {"DateGreaterThan", ConditionTest::date_greater},
    {"DateGreaterThanEquals", ConditionTest::date_greater_or_equal},
    {"Bool", ConditionTest::boolean},
    {"BinaryEquals", ConditionTest::binary_equals},
    {"IpAddress", ConditionTest::ip_address},
    {"NotIpAddress", ConditionTest::ip_address, true},
    {"ArnEquals", ConditionTest::arn_like},
    {"ArnLike", ConditionTest::arn_like},
    {"ArnNotEquals", ConditionTest::arn_like, true},
    {"ArnNotLike", ConditionTest::arn_like, true},
    {"Null", ConditionTest::null},
}};

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<std::strong_ordering> compare_numbers(std::string_view value,
                                                    std::string_view operand) {
  const auto left = model::Number::parse(value);
  const auto right = model::Number::parse(operand);
  if (!left || !right) return std::nullopt;
  return *left <=> *right;
}

std::optional<std::strong_ordering> compare_times(std::string_view value,
                                                  std::string_view operand) {
  const auto left = parse_policy_time(value);
  const auto right = parse_policy_time(operand);
  if (!left || !right) return std::nullopt;
  return *left <=> *right;
}

bool same_booleans(std::string_view value, std::string_view operand) {
  return equal_ignoring_case(value, operand) &&
         (equal_ignoring_case(value, "true") || equal_ignoring_case(value, "false"));
}

bool same_bytes(std::string_view value, std::string_view operand) {
  const auto left = decode_base64(value);
  return left && left == decode_base64(operand);
}

}  // namespace

std::optional<ConditionOperator> parse_condition_operator(std::string_view name) {
  ConditionOperator parsed;
  if (take_prefix(name, "ForAllValues:")) {
    parsed.quantifier = SetQuantifier::for_all_values;
  } else if (take_prefix(name, "ForAnyValue:")) {
    parsed.quantifier = SetQuantifier::for_any_value;
  }
  constexpr std::string_view if_exists = "IfExists";
  if (name.ends_with(if_exists)) {
    parsed.if_exists = true;
    name.remove_suffix(if_exists.size());
  }
  const auto* found = std::find_if(operators.begin(), operators.end(),
                                   [&](const NamedOperator& op) { return op.name == name; });
  if (name.empty() || found == operators.end()) return std::nullopt;
  parsed.test = found->test;
  parsed.negated = found->negated;
  const bool plain = !parsed.if_exists && parsed.quantifier == SetQuantifier::none;
  if (parsed.test == ConditionTest::null && !plain) return std::nullopt;
  return parsed;
}

bool passes(ConditionTest test, std::string_view value, std::string_view operand) {
  // Comparisons of an absent ordering: what is not of the type is neither less nor equal nor
  // greater.
  const auto is = [](const std::optional<std::strong_ordering>& order, auto asked) {
    return order && asked(*order);
  };
  switch (test) {
    case ConditionTest::string_equals:
      return value == operand;
    case ConditionTest::string_equals_ignoring_case:
      return equal_ignoring_case(value, operand);
    case ConditionTest::numeric_equals:
      return is(compare_numbers(value, operand), std::is_eq);
    case ConditionTest::numeric_less:
      return is(compare_numbers(value, operand), std::is_lt);
    case ConditionTest::numeric_less_or_equal:
      return is(compare_numbers(value, operand), std::is_lteq);
    case ConditionTest::numeric_greater:
      return is(compare_numbers(value, operand), std::is_gt);
    case ConditionTest::numeric_greater_or_equal:
      return is(compare_numbers(value, operand), std::is_gteq);
    case ConditionTest::date_equals:
      return is(compare_times(value, operand), std::is_eq);
    case ConditionTest::date_less:
      return is(compare_times(value, operand), std::is_lt);
    case ConditionTest::date_less_or_equal:
      return is(compare_times(value, operand), std::is_lteq);
    case ConditionTest::date_greater:
      return is(compare_times(value, operand), std::is_gt);
    case ConditionTest::date_greater_or_equal:
      return is(compare_times(value, operand), std::is_gteq);
    case ConditionTest::boolean:
      return same_booleans(value, operand);
    case ConditionTest::binary_equals:
      return same_bytes(value, operand);
    case ConditionTest::ip_address:
      return is_in_network(value, operand);
    case ConditionTest::string_like:
    case ConditionTest::arn_like:
    case ConditionTest::null:
      break;
  }
  return false;
}

}  // namespace dynarocks::auth
