#pragma once
// The grammar of ConditionExpression, FilterExpression and KeyConditionExpression:
//
//   condition := or
//   or        := and (OR and)*
//   and       := not (AND not)*
//   not       := NOT not | primary
//   primary   := '(' or ')' | predicate
//   predicate := operand cmp operand | operand BETWEEN operand AND operand
//              | operand IN '(' operand (',' operand)* ')' | function

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "expression/ast.h"

namespace dynarocks::expression {

/// A condition that is well-formed, with what its text alone says against it.
struct ParsedCondition {
  ast::Condition condition;
  /// A bound is exceeded: operators, path elements, list index.
  std::optional<std::string> limit_fault;
  /// Somewhere a pair of parentheses directly encloses another.
  bool redundant_parentheses = false;
};

/// The error is the fault without its "Invalid ConditionExpression: ", a syntax error.
[[nodiscard]] Result<ParsedCondition, std::string> parse_condition(std::string_view text);

}  // namespace dynarocks::expression
