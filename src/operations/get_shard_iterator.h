#pragma once
// GetShardIterator: where reading a shard is to begin, as a token for GetRecords.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> get_shard_iterator(const OperationContext& context,
                                                        wire::Request request,
                                                        std::string& response);

}  // namespace dynarocks::operations
