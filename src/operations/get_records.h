#pragma once
// GetRecords: the records of a shard from an iterator on, and the iterator to go on with.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> get_records(const OperationContext& context,
                                                 wire::Request request, std::string& response);

}  // namespace dynarocks::operations
