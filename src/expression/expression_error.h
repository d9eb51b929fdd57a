#pragma once
// How every fault of an expression reaches the caller: a ValidationException whose message names
// the parameter, "Invalid FilterExpression: <fault>".

#include <cstdint>
#include <string>
#include <string_view>

#include "model/api_error.h"

namespace dynarocks::expression {

enum class ExpressionKind : std::uint8_t { condition, filter, key_condition, projection, update };

/// The parameter's name: "ConditionExpression", "FilterExpression", ...
[[nodiscard]] std::string_view expression_name(ExpressionKind kind);

/// ValidationException "Invalid <Kind>: <fault>".
[[nodiscard]] model::ApiError invalid_expression(ExpressionKind kind, std::string_view fault);

}  // namespace dynarocks::expression
