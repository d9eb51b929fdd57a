#pragma once
// DescribeEndpoints: the Region's endpoint on AWS, for SDKs that ask whom to talk to.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> describe_endpoints(const OperationContext& context,
                                                        wire::Request request,
                                                        std::string& response);

}  // namespace dynarocks::operations
