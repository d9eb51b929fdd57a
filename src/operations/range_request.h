#pragma once
// What the requests of Query and Scan have in common: ExclusiveStartKey, projection and filter, and
// the page they answer with. Source: reference "item operations", sections 6 to 9.

#include <optional>
#include <string>
#include <string_view>

#include "engine/range_reader.h"
#include "expression/condition.h"
#include "expression/placeholders.h"
#include "expression/projection.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "operations/range_selection.h"
#include "operations/range_target.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// ExclusiveStartKey, encoded as an item; nothing when absent.
[[nodiscard]] model::ApiResult<std::optional<std::string>> read_exclusive_start_key(
    const OperationContext& context, const wire::Request& request);

[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_filter(
    const OperationContext& context, const wire::Request& request,
    expression::Placeholders& placeholders);

[[nodiscard]] model::ApiResult<std::optional<expression::Projection>> read_projection(
    const wire::Request& request, expression::Placeholders& placeholders);

/// Reads one page and writes the whole answer. `read` says which rows, in which direction, and the
/// filter; the rest of it follows from the others.
[[nodiscard]] model::ApiResult<void> answer_range_read(
    const OperationContext& context, const wire::Request& request, const RangeTarget& target,
    engine::RangeRead read, const RangeSelection& selection, std::string& response);

}  // namespace dynarocks::operations
