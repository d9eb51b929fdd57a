#pragma once
// CreateTable: validates a definition in the order AWS does and makes the table. It is ACTIVE at
// once, although the answer says CREATING as on AWS, unless CREATING is to last
// (engine/table_transitions.h).

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> create_table(const OperationContext& context,
                                                  wire::Request request, std::string& response);

}  // namespace dynarocks::operations
