#pragma once
// ListTagsOfResource: all tags of a table in one page, in the order they were given; NextToken is
// ignored.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> list_tags_of_resource(const OperationContext& context,
                                                           wire::Request request,
                                                           std::string& response);

}  // namespace dynarocks::operations
