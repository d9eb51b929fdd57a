#pragma once
// What a well-formed statement may still get wrong, whatever its parameters are: what stands where
// no such thing may, unknown functions, counts of operands. The first fault from left to right is
// reported, before any value is looked at.

#include "model/api_error.h"
#include "partiql/ast.h"

namespace dynarocks::partiql {

/// Afterwards every condition, value and path has one of the forms that binding knows.
[[nodiscard]] model::ApiResult<void> check_statement(const ast::Statement& statement);

}  // namespace dynarocks::partiql
