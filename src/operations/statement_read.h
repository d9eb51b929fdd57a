#pragma once
// The answer to a SELECT: the reads of its plan one after the other, as many as fit a page.
// Source: reference "partiql", section 5.

#include <string>
#include <string_view>

#include "model/api_error.h"
#include "operations/operation_context.h"
#include "partiql/bound_statement.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// `asked` is the digest of statement and parameters, which a NextToken must have, too.
[[nodiscard]] model::ApiResult<void> answer_select(const OperationContext& context,
                                                   const wire::Request& request,
                                                   const partiql::BoundSelect& select,
                                                   std::string_view asked, std::string& response);

}  // namespace dynarocks::operations
