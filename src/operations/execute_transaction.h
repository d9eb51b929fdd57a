#pragma once
// ExecuteTransaction: up to 100 PartiQL statements on one item each, which all happen or none: the
// transactions of TransactWriteItems and TransactGetItems. Source: reference "partiql", section 7.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> execute_transaction(const OperationContext& context,
                                                         wire::Request request,
                                                         std::string& response);

}  // namespace dynarocks::operations
