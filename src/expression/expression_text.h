#pragma once
// The bounds of an expression's text, checked before it is parsed.

#include <string_view>

#include "expression/expression_error.h"
#include "model/api_error.h"
#include "model/validation_layer.h"

namespace dynarocks::expression {

/// Not more than limits::expression_bytes as sent, and more than blanks.
[[nodiscard]] model::ApiResult<void> check_expression_text(std::string_view text,
                                                           ExpressionKind kind,
                                                           model::ValidationLayer layer);

}  // namespace dynarocks::expression
