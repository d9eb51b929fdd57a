#pragma once
// Statements as text again: parsing what is printed yields the same tree, or is refused because the
// parentheses nest too deeply. For tests and debugging.

#include <string>

#include "partiql/ast.h"

namespace dynarocks::partiql {

/// With the parentheses the tree needs, and every name in quotes that needs them.
[[nodiscard]] std::string print(const ast::Expression& expression);
[[nodiscard]] std::string print(const ast::Statement& statement);

}  // namespace dynarocks::partiql
