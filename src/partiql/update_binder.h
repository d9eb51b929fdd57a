#pragma once
// The SET and REMOVE clauses of a statement as an update of the expression language.
// Source: reference "partiql", sections 4 and 5.

#include <vector>

#include "expression/update.h"
#include "model/api_error.h"
#include "partiql/ast.h"
#include "partiql/value_binder.h"

namespace dynarocks::partiql {

/// `actions` are some that check_statement lets pass. set_add and set_delete become ADD and DELETE.
/// Errors, beside those of values: wrong arguments of functions, targets that overlap.
[[nodiscard]] model::ApiResult<expression::Update> bind_actions(
    const std::vector<ast::Action>& actions, const ValueBinder& values);

}  // namespace dynarocks::partiql
