#pragma once
// AttributeUpdates: what UpdateItem does to single attributes, from before there was
// UpdateExpression. Source: reference "legacy parameters", section 5.

#include <optional>

#include "expression/update.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// The request's AttributeUpdates, if there is an entry in it. The caller has refused expressions
/// beside it.
[[nodiscard]] model::ApiResult<std::optional<expression::Update>> read_attribute_updates(
    const OperationContext& context, const wire::Request& request);

}  // namespace dynarocks::operations
