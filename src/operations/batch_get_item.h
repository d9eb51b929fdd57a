#pragma once
// BatchGetItem: reads up to 100 items by key. Source: reference "item operations", section 10.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> batch_get_item(const OperationContext& context,
                                                    wire::Request request, std::string& response);

}  // namespace dynarocks::operations
