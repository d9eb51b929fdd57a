#pragma once
// UpdateKinesisStreamingDestination: the precision of the times in a destination's records.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> update_kinesis_streaming_destination(
    const OperationContext& context, wire::Request request, std::string& response);

}  // namespace dynarocks::operations
