#pragma once
// The parameters that expressions replaced (Expected, AttributesToGet, KeyConditions, ...): they
// must not be mixed with expressions. Source: reference "legacy parameters", section 1.

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "model/api_error.h"
#include "wire/json_value.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// "Can not use both expression and non-expression parameters in the same request: ...", listing
/// those present of both lists, in the lists' order.
[[nodiscard]] model::ApiResult<void> check_no_mixing(
    const wire::Request& request, std::initializer_list<std::string_view> non_expression,
    std::initializer_list<std::string_view> expression);

/// The entries of a map of structures (Expected, a filter, AttributeUpdates, ...) in the order
/// given; of a name given twice the last stands, at the place of the first.
[[nodiscard]] std::vector<std::pair<std::string_view, wire::Request>> legacy_entries(
    wire::JsonValue map);

}  // namespace dynarocks::operations
