#pragma once
// What PutItem, UpdateItem and DeleteItem have in common: a condition on the stored item, and an
// answer that may show items and capacity.

#include <optional>
#include <string_view>

#include "engine/item_write.h"
#include "expression/condition.h"
#include "expression/placeholders.h"
#include "expression/update.h"
#include "model/api_error.h"
#include "model/key_schema.h"
#include "operations/operation_context.h"
#include "wire/json_writer.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// The request's ConditionExpression, if any.
[[nodiscard]] model::ApiResult<std::optional<expression::Condition>> read_condition(
    const OperationContext& context, const wire::Request& request,
    expression::Placeholders& placeholders);

/// An update must leave the key alone, and nothing can lie below a key attribute:
/// "... Cannot update attribute <a>. This attribute is part of the key", or the text of
/// check_key_paths_are_scalar for a path of either expression.
[[nodiscard]] model::ApiResult<void> check_key_is_untouched(
    const model::KeyAttributes& key_attributes, const std::optional<expression::Update>& update,
    const std::optional<expression::Condition>& condition);

/// Whether ReturnValuesOnConditionCheckFailure asks for the stored item.
[[nodiscard]] bool wants_item_on_failure(const wire::Request& request);

/// The answer: Attributes (encoded; absent when empty) and ConsumedCapacity as asked for.
void write_item_write_response(const wire::Request& request, std::string_view attributes,
                               const engine::ItemWriteResult& result, std::string& response);

}  // namespace dynarocks::operations
