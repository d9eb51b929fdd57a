#pragma once
// ListTables: the names of the caller's tables, in byte order, by pages.

#include <string>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

[[nodiscard]] model::ApiResult<void> list_tables(const OperationContext& context,
                                                 wire::Request request, std::string& response);

}  // namespace dynarocks::operations
