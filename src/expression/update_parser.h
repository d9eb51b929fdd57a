#pragma once
// The grammar of UpdateExpression:
//
//   update  := section+
//   section := SET setact (',' setact)* | REMOVE path (',' path)*
//            | ADD path :value (',' path :value)* | DELETE path :value (',' path :value)*
//   setact  := path '=' value
//   value   := operand | operand '+' operand | operand '-' operand | '(' value ')'

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "expression/ast.h"

namespace dynarocks::expression {

struct ParsedUpdate {
  ast::Update update;
  /// A bound is exceeded: path elements, list index.
  std::optional<std::string> limit_fault;
};

/// The error is the fault without its "Invalid UpdateExpression: ", a syntax error.
[[nodiscard]] Result<ParsedUpdate, std::string> parse_update(std::string_view text);

}  // namespace dynarocks::expression
