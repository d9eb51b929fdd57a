#pragma once
// What PutItem, UpdateItem and DeleteItem have in common: a condition on the stored item, and an
// answer that may show items and capacity.

#include <optional>
#include <string_view>

#include "engine/item_write.h"
#include "expression/condition.h"
#include "expression/placeholders.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// PutItem and DeleteItem return ALL_OLD or nothing: "ReturnValues can only be ALL_OLD or NONE".
[[nodiscard]] model::ApiResult<void> check_return_values_all_old(const wire::Request& request);

/// The request's ConditionExpression, if any.
[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_condition(
    const OperationContext& context, const wire::Request& request,
    expression::Placeholders& placeholders);

/// Whether ReturnValuesOnConditionCheckFailure asks for the stored item.
[[nodiscard]] bool wants_item_on_failure(const wire::Request& request);

/// The answer: Attributes (encoded; absent when empty) and ConsumedCapacity as asked for.
void write_item_write_response(const wire::Request& request, std::string_view attributes,
                               const engine::ItemWriteResult& result, std::string& response);

}  // namespace dynarocks::operations
