#pragma once
// What PutItem and DeleteItem share beyond item_write_request.h: they write an item as a whole,
// take the same parameters beside it, and can return it as it was.

#include <optional>
#include <string>

#include "engine/item_write.h"
#include "engine/table.h"
#include "expression/condition.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Mixing of legacy and expression parameters, placeholders without an expression, ReturnValues.
[[nodiscard]] model::ApiResult<void> check_whole_item_parameters(const OperationContext& context,
                                                                 const wire::Request& request);

/// The condition that Expected or ConditionExpression states, if any; every placeholder is used.
[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_whole_item_condition(
    const OperationContext& context, const wire::Request& request);

/// Writes the item at `row` and answers the request.
[[nodiscard]] model::ApiResult<void> write_whole_item(
    const OperationContext& context, const wire::Request& request, engine::Table& table,
    engine::ItemWrite write, const std::optional<expression::Condition>& condition,
    std::string& response);

}  // namespace dynarocks::operations
