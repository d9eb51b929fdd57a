#pragma once
// BatchExecuteStatement: up to 25 PartiQL statements on one item each, which succeed or fail each
// for itself. Source: reference "partiql", section 6.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> batch_execute_statement(const OperationContext& context,
                                                             wire::Request request,
                                                             std::string& response);

}  // namespace dynarocks::operations
