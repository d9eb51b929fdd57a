#pragma once
// From a stream's ARN in a request to the stream it means.

#include <memory>
#include <string_view>

#include "engine/stream.h"
#include "model/api_error.h"
#include "model/stream.h"
#include "operations/operation_context.h"

namespace dynarocks::operations {

/// The stream `arn` means to the caller. Errors: ValidationException for what is no stream's ARN
/// and for another Region's; that of check_account.
[[nodiscard]] model::ApiResult<model::StreamKey> resolve_stream(std::string_view arn,
                                                                const OperationContext& context);

/// The same, which has to be there. Errors: those of resolve_stream; ResourceNotFoundException
/// "Requested resource not found: Stream: <arn> not found".
[[nodiscard]] model::ApiResult<std::shared_ptr<engine::Stream>> find_stream(
    const OperationContext& context, std::string_view arn);

}  // namespace dynarocks::operations
