#pragma once
// What PutItem, UpdateItem and DeleteItem have in common: a condition on the stored item, and an
// answer that may show items and capacity.

#include <optional>
#include <string_view>

#include "engine/item_write.h"
#include "engine/table.h"
#include "expression/condition.h"
#include "expression/placeholders.h"
#include "expression/update.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// The request's ConditionExpression, if any.
[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_condition(
    const OperationContext& context, const wire::Request& request,
    expression::Placeholders& placeholders);

/// An update must leave the key alone, give the keys of indexes values that they can have, and
/// nothing can lie below a key attribute: "... Cannot update attribute <a>. This attribute is part
/// of the key", the texts of engine::check_assigned_index_keys, or that of
/// check_key_paths_are_scalar for a path of either expression.
[[nodiscard]] model::ApiResult<void> check_update_against_keys(
    const engine::Table& table, const std::optional<expression::Update>& update,
    const std::optional<expression::Condition>& condition);

/// Whether ReturnValuesOnConditionCheckFailure asks for the stored item.
[[nodiscard]] bool wants_item_on_failure(const wire::Request& request);

/// The answer: Attributes (encoded; absent when empty), ConsumedCapacity and ItemCollectionMetrics
/// as asked for.
void write_item_write_response(const wire::Request& request, const engine::Table& table,
                               std::string_view attributes, const engine::ItemWriteResult& result,
                               std::string& response);

}  // namespace dynarocks::operations
