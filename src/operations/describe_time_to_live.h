#pragma once
// DescribeTimeToLive: whether a table's items expire, and by which attribute.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> describe_time_to_live(const OperationContext& context,
                                                           wire::Request request,
                                                           std::string& response);

}  // namespace dynarocks::operations
