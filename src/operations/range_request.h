#pragma once
// What Query and Scan have in common: Select, ExclusiveStartKey, projection and filter, and the
// page they answer with. Source: reference "item operations", sections 6 to 9.

#include <optional>
#include <string>
#include <string_view>

#include "engine/range_reader.h"
#include "engine/table.h"
#include "expression/condition.h"
#include "expression/placeholders.h"
#include "expression/projection.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// "Cannot specify the ProjectionExpression when choosing to get only the Count" and its siblings.
[[nodiscard]] model::ApiResult<void> check_select(const wire::Request& request);

/// ExclusiveStartKey, encoded as an item; nothing when absent.
[[nodiscard]] model::ApiResult<std::optional<std::string>> read_exclusive_start_key(
    const OperationContext& context, const wire::Request& request);

[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_filter(
    const OperationContext& context, const wire::Request& request,
    expression::Placeholders& placeholders);

[[nodiscard]] model::ApiResult<std::optional<expression::Projection>> read_projection(
    const wire::Request& request, expression::Placeholders& placeholders);

/// The table holds no indexes: any IndexName is unknown.
[[nodiscard]] model::ApiResult<void> check_index_exists(const wire::Request& request);

/// Reads one page and writes the whole answer.
[[nodiscard]] model::ApiResult<void> answer_range_read(
    const OperationContext& context, const wire::Request& request, const engine::Table& table,
    engine::RangeRead read, const std::optional<expression::Projection>& projection,
    std::string& response);

}  // namespace dynarocks::operations
