#pragma once
// DisableKinesisStreamingDestination: a Kinesis data stream gets no more changes of a table.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> disable_kinesis_streaming_destination(
    const OperationContext& context, wire::Request request, std::string& response);

}  // namespace dynarocks::operations
