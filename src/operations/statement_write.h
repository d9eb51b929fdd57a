#pragma once
// The answers to INSERT, UPDATE and DELETE: one write of one item each, as PutItem, UpdateItem and
// DeleteItem state them. Source: reference "partiql", sections 4 and 5.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "partiql/bound_statement.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> answer_insert(const OperationContext& context,
                                                   const wire::Request& request,
                                                   const partiql::BoundInsert& insert,
                                                   std::string& response);

/// UPDATE and DELETE.
[[nodiscard]] model::ApiResult<void> answer_modification(
    const OperationContext& context, const wire::Request& request,
    const partiql::BoundModification& modification, std::string& response);

}  // namespace dynarocks::operations
