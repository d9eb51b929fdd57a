#pragma once
// Conditions of a statement as those of an expression, so that both are evaluated by one code.
// Source: reference "partiql", sections 1 and 5.

#include "expression/condition_evaluator.h"
#include "model/api_error.h"
#include "partiql/ast.h"
#include "partiql/value_binder.h"

namespace dynarocks::partiql {

/// `condition` is one that check_statement lets pass.
///
/// What differs from expressions: `a <> b` is false when a side is missing; IS asks for presence
/// (MISSING) or type; a function may be compared with true and false.
[[nodiscard]] model::ApiResult<expression::BoundTerm> bind_condition(
    const ast::Expression& condition, const ValueBinder& values);

}  // namespace dynarocks::partiql
