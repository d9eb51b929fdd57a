#pragma once
// TagResource: gives a table tags, or its tags other values. The answer is empty.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> tag_resource(const OperationContext& context,
                                                  wire::Request request, std::string& response);

}  // namespace dynarocks::operations
