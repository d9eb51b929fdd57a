#pragma once
// DeleteItem: removes one item. Source: reference "item operations", section 5.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> delete_item(const OperationContext& context,
                                                 wire::Request request, std::string& response);

}  // namespace dynarocks::operations
