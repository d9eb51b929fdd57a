#pragma once
// DescribeLimits: the capacity quotas of an account, which are the same for every one here.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> describe_limits(const OperationContext& context,
                                                     wire::Request request, std::string& response);

}  // namespace dynarocks::operations
