#pragma once
// AttributesToGet: the top-level attributes an answer shows, as reads named them before there was
// ProjectionExpression. Source: reference "legacy parameters", section 6.

#include <optional>

#include "expression/projection.h"
#include "model/api_error.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// The request's AttributesToGet, if any. An empty name and a name listed twice are errors. The
/// caller has refused ProjectionExpression beside it.
[[nodiscard]] model::ApiResult<std::optional<expression::Projection>> read_attributes_to_get(
    const wire::Request& request);

}  // namespace dynarocks::operations
