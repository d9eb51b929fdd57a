#pragma once
// TransactGetItems. Source: reference "item operations", section 13.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> transact_get_items(const OperationContext& context,
                                                        wire::Request request,
                                                        std::string& response);

}  // namespace dynarocks::operations
