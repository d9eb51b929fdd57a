#pragma once
// DescribeStream: a stream and its shards, in the order of their ids, by pages; all of them or the
// children of one.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> describe_stream(const OperationContext& context,
                                                     wire::Request request, std::string& response);

}  // namespace dynarocks::operations
