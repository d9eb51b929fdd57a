#pragma once
// GetItem: reads one item by its key. Source: reference "item operations", section 3.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> get_item(const OperationContext& context,
                                              wire::Request request, std::string& response);

}  // namespace dynarocks::operations
