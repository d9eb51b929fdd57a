#pragma once
// DeleteTable: drops a table with everything in it, unless it is protected. It is gone when the
// answer leaves, although it says DELETING as on AWS, unless DELETING is to last
// (engine/table_transitions.h).

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> delete_table(const OperationContext& context,
                                                  wire::Request request, std::string& response);

}  // namespace dynarocks::operations
