#pragma once
// UpdateTable: changes throughput, billing mode, table class, deletion protection or warm
// throughput. Such a change is in force when the answer leaves, although it says UPDATING as on
// AWS, unless it is to last (engine/table_transitions.h). Work on indexes goes on after the answer
// (engine/index_builder.h) where it takes time.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> update_table(const OperationContext& context,
                                                  wire::Request request, std::string& response);

}  // namespace dynarocks::operations
