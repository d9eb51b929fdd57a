#pragma once
// The wordings of what is wrong with a well-formed statement that several parts of this folder use.

#include <string>
#include <string_view>

#include "model/api_error.h"
#include "partiql/ast.h"

namespace dynarocks::partiql {

[[nodiscard]] model::ApiError fault(std::string message);

[[nodiscard]] model::ApiError exists_outside_transaction();

/// "Unexpected path component at <pos>"
[[nodiscard]] model::ApiError unexpected_path_component(const Position& position);
/// "Unsupported operation: <what the expression does>": "IsType", "Plus".
[[nodiscard]] model::ApiError unsupported_operation(const ast::Expression& expression);
/// "Unrecognized function: <name> at <pos>"
[[nodiscard]] model::ApiError unrecognized_function(const ast::Expression& call);
/// "Unsupported data type: <name> under key root at <pos>"; `key` is "root" or a place below it.
[[nodiscard]] model::ApiError unsupported_data_type(const ast::Expression& expression,
                                                    std::string_view key);

}  // namespace dynarocks::partiql
