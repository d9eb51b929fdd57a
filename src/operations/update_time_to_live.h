#pragma once
// UpdateTimeToLive: lets a table's items expire by an attribute, or no longer. It is in force when
// the answer leaves.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> update_time_to_live(const OperationContext& context,
                                                         wire::Request request,
                                                         std::string& response);

}  // namespace dynarocks::operations
