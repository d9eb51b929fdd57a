#pragma once
// UntagResource: takes tags from a table by their keys, also keys it does not have. The answer is
// empty.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> untag_resource(const OperationContext& context,
                                                    wire::Request request, std::string& response);

}  // namespace dynarocks::operations
