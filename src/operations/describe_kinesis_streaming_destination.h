#pragma once
// DescribeKinesisStreamingDestination: the destinations of a table, past ones included.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> describe_kinesis_streaming_destination(
    const OperationContext& context, wire::Request request, std::string& response);

}  // namespace dynarocks::operations
