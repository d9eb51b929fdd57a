#pragma once
// ListStreams: the streams of one table or of all of the caller's, disabled ones as long as they
// are kept, by pages.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> list_streams(const OperationContext& context,
                                                  wire::Request request, std::string& response);

}  // namespace dynarocks::operations
