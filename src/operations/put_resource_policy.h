#pragma once
// PutResourcePolicy: gives a table or a stream a policy, in place of the one it has.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> put_resource_policy(const OperationContext& context,
                                                         wire::Request request,
                                                         std::string& response);

}  // namespace dynarocks::operations
