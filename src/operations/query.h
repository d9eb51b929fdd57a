#pragma once
// Query: reads one partition of a table or an index in sort-key order. Source: reference "item
// operations", sections 6 to 8.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> query(const OperationContext& context, wire::Request request,
                                           std::string& response);

}  // namespace dynarocks::operations
