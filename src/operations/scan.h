#pragma once
// Scan: reads a table or an index, or a segment of it, in hash order. Source: reference "item
// operations", sections 7 to 9.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> scan(const OperationContext& context, wire::Request request,
                                          std::string& response);

}  // namespace dynarocks::operations
