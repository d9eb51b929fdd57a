#pragma once
// DeleteResourcePolicy: takes a table's or a stream's policy away.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> delete_resource_policy(const OperationContext& context,
                                                            wire::Request request,
                                                            std::string& response);

}  // namespace dynarocks::operations
