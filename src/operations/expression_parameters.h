#pragma once
// The expression members of a request: ExpressionAttributeNames and -Values, and the checks that
// concern them as a whole. Source: reference "expressions", section 3.

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "engine/table.h"
#include "expression/document_path.h"
#include "expression/placeholders.h"
#include "model/api_error.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Names without any of `name_users` in the request, or values without any of `value_users`, are
/// errors; `missing_values_suffix` ends the text for values (": FilterExpression is null").
[[nodiscard]] model::ApiResult<void> check_placeholders_have_expressions(
    const wire::Request& request, std::initializer_list<std::string_view> name_users,
    std::initializer_list<std::string_view> value_users, std::string_view missing_values_suffix);

/// Reads both maps: names first, then the keys of the values, then the values themselves.
[[nodiscard]] model::ApiResult<expression::Placeholders> read_placeholders(
    const OperationContext& context, const wire::Request& request);

/// A path below a key attribute of the table, or of one of its indexes, can never match: "Key
/// attributes must be scalars; ...: Key: <a>", or "...: IndexKey: <a>".
[[nodiscard]] model::ApiResult<void> check_key_paths_are_scalar(
    const engine::Table& table, std::span<const expression::DocumentPath> paths);

}  // namespace dynarocks::operations
