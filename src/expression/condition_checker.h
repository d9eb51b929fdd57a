#pragma once
// What a well-formed condition may still get wrong. Faults come without "Invalid <Kind>: ".
//
// Order over the whole expression: limits, redundant parentheses, unknown functions, misused
// functions, reserved words; then predicate by predicate, from left to right: undefined names and
// values (found while binding), number of operands, operands not distinct, operand types. Only
// literals are checked; a stored attribute of another type is never an error.

#include <string>

#include "base/result.h"
#include "expression/condition_evaluator.h"
#include "expression/condition_parser.h"

namespace dynarocks::expression {

/// The checks that come before any predicate is looked at.
[[nodiscard]] Result<void, std::string> check_condition(const ParsedCondition& parsed);

/// The checks of one predicate after binding.
[[nodiscard]] Result<void, std::string> check_predicate(const BoundPredicate& predicate);

}  // namespace dynarocks::expression
