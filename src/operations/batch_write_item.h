#pragma once
// BatchWriteItem: puts and deletes up to 25 items. Source: reference "item operations", section 11.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> batch_write_item(const OperationContext& context,
                                                      wire::Request request, std::string& response);

}  // namespace dynarocks::operations
