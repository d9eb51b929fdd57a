#pragma once
// From the text of a condition to its bound form: bounds of the text, parsing, checks, binding.

#include <string_view>

#include "expression/condition_evaluator.h"
#include "expression/expression_error.h"
#include "expression/placeholders.h"
#include "model/api_error.h"
#include "model/validation_layer.h"

namespace dynarocks::expression {

/// `kind` is condition, filter or key_condition. Marks the placeholders it uses.
[[nodiscard]] model::ApiResult<BoundCondition> compile_condition(std::string_view text,
                                                                 ExpressionKind kind,
                                                                 model::ValidationLayer layer,
                                                                 Placeholders& placeholders);

}  // namespace dynarocks::expression
