#pragma once
// Document paths of a statement.

#include "expression/document_path.h"
#include "model/api_error.h"
#include "partiql/ast.h"

namespace dynarocks::partiql {

/// What an expression of kind path names: attributes, map keys and list indexes. An error for
/// anything else, for a path that is too long and for an index too large. Names may be empty.
[[nodiscard]] model::ApiResult<expression::DocumentPath> document_path(
    const ast::Expression& expression);

/// As document_path, and no name is empty.
[[nodiscard]] model::ApiResult<expression::DocumentPath> bind_path(
    const ast::Expression& expression);

}  // namespace dynarocks::partiql
