#pragma once
// DescribeTable: everything the server knows of one table, with its live counters.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> describe_table(const OperationContext& context,
                                                    wire::Request request, std::string& response);

}  // namespace dynarocks::operations
