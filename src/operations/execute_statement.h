#pragma once
// ExecuteStatement: one PartiQL statement. Source: reference "partiql", sections 2 to 5.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> execute_statement(const OperationContext& context,
                                                       wire::Request request,
                                                       std::string& response);

}  // namespace dynarocks::operations
