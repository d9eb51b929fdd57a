#pragma once
// What a well-formed update may still get wrong. Faults come without "Invalid UpdateExpression: ".
//
// Order over the whole expression: limits, reserved words, unknown functions, repeated sections,
// undefined names, undefined values; then, once bound, overlapping and conflicting targets, operand
// types of ADD and DELETE, operands of functions and operators.

#include <string>

#include "base/result.h"
#include "expression/placeholders.h"
#include "expression/update_applier.h"
#include "expression/update_parser.h"

namespace dynarocks::expression {

/// The checks before binding; afterwards binding cannot fail.
[[nodiscard]] Result<void, std::string> check_update(const ParsedUpdate& parsed,
                                                     Placeholders& placeholders);

/// The checks after binding.
[[nodiscard]] Result<void, std::string> check_bound_update(const BoundUpdate& update);

}  // namespace dynarocks::expression
