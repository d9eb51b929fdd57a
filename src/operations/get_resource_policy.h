#pragma once
// GetResourcePolicy: the policy of a table or a stream.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> get_resource_policy(const OperationContext& context,
                                                         wire::Request request,
                                                         std::string& response);

}  // namespace dynarocks::operations
